package dev.keyturn.match;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Tries rules on their own examples: each true one must be found by its rule, no false one may. */
public final class Rehearsal {
    private final Matching matching;
    private final Random random;

    /**
     * @param rules the rules in force, so that one rule's taking precedence over another shows
     * @param seed what the examples are drawn from
     */
    public Rehearsal(Rules rules, long seed) {
        matching = new Matching(rules);
        random = new Random(seed);
    }

    /**
     * What goes wrong with a rule's examples, one sentence each; empty if nothing does.
     *
     * @param times how many texts are drawn of each description
     * @throws Complaint if a description cannot be read
     */
    public List<String> of(Rule rule, int times) throws Complaint {
        List<String> wrong = new ArrayList<>();
        if (rule.examples().yes().isEmpty()) {
            wrong.add("it has no example");
        }
        if (rule.examples().no().isEmpty()) {
            wrong.add("it has no counterexample");
        }
        for (int i = 0; i < times; i++) {
            for (String description : rule.examples().yes()) {
                if (!found(rule.example(description, random)).contains(rule.id())) {
                    wrong.add("does not find the example " + description);
                }
            }
            for (String description : rule.examples().no()) {
                if (found(rule.example(description, random)).contains(rule.id())) {
                    wrong.add("finds the counterexample " + description);
                }
            }
        }
        return wrong.stream().distinct().toList();
    }

    private Set<String> found(String text) {
        Set<String> rules = new LinkedHashSet<>();
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        matching.match(bytes, bytes.length, new Matching.Found() {
            @Override
            public void allowed() {}

            @Override
            public void match(Match match) {
                rules.add(match.rule().id());
            }
        });
        return rules;
    }
}
