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
    /** One random text in so many may look like a word or a placeholder. */
    private static final int MOST = 10;

    /** A few texts may be unlucky ones, so an example that seems to fail is tried on so many times as many. */
    private static final int AGAIN = 20;

    /** Of that many, as many may be missed: 20 letters with dashes among them often have no run that is looked for. */
    private static final int MOST_OF_MANY = 4;

    private final Matching matching;
    private final long seed;

    /**
     * @param rules the rules in force, so that one rule's taking precedence over another shows
     * @param seed what the examples are drawn from, each rule's by its own, so that a new rule changes none of the others'
     */
    public Rehearsal(Rules rules, long seed) {
        matching = new Matching(rules);
        this.seed = seed;
    }

    /**
     * What goes wrong with a rule's examples, one sentence each; empty if nothing does.
     *
     * @param times how many texts are drawn of each description
     * @throws Complaint if a description cannot be read
     */
    public List<String> of(Rule rule, int times) throws Complaint {
        List<String> wrong = new ArrayList<>();
        Random random = new Random(seed + rule.id().hashCode());
        if (rule.examples().yes().isEmpty()) {
            wrong.add("it has no example");
        }
        if (rule.examples().no().isEmpty()) {
            wrong.add("it has no counterexample");
        }
        for (String description : rule.examples().yes()) {
            if (misses(rule, description, times, MOST, random)
                    && misses(rule, description, times * AGAIN, MOST_OF_MANY, random)) {
                wrong.add("does not find the example " + description);
            }
        }
        for (String description : rule.examples().no()) {
            if (finds(rule, description, times, random) > 0) {
                wrong.add("finds the counterexample " + description);
            }
        }
        return wrong;
    }

    private boolean misses(Rule rule, String description, int times, int most, Random random) throws Complaint {
        return finds(rule, description, times, random) * most < times * (most - 1);
    }

    private int finds(Rule rule, String description, int times, Random random) throws Complaint {
        int count = 0;
        for (int i = 0; i < times; i++) {
            count += found(rule.example(description, random)).contains(rule.id()) ? 1 : 0;
        }
        return count;
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
