package dev.keyturn.match;

import dev.keyturn.key.Secret;
import dev.keyturn.rule.Allowlist;
import dev.keyturn.rule.Extent;
import dev.keyturn.rule.Regex;
import dev.keyturn.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules that go by a file's path alone. Where only names are known yet, one that can end such a path is noted, and the
 * whole path decides later.
 */
final class PathRules {
    /** A rule, what its path ends with, and the strings of which each such path has one; none: any name is looked at. */
    private record PathRule(Rule rule, List<Regex> tails, List<String> anchors) {}

    private final List<Allowlist> common;
    private final List<PathRule> rules = new ArrayList<>();
    private final List<List<PathRule>> byAnchor = new ArrayList<>();
    private final Automaton automaton;

    PathRules(List<Rule> all, List<Allowlist> common) {
        this.common = common;
        List<String> anchors = new ArrayList<>();
        for (Rule rule : all) {
            Regex path = rule.detection().path();
            if (path != null
                    && !rule.detection().readsText()
                    && !rule.detection().company().silent()) {
                PathRule known = new PathRule(
                        rule,
                        path.tails(),
                        path.extent().map(Extent::anchors).orElse(List.of()).stream()
                                .filter(anchor -> anchor.indexOf('/') < 0)
                                .toList());
                rules.add(known);
                known.anchors().forEach(anchor -> {
                    anchors.add(anchor);
                    byAnchor.add(List.of(known));
                });
            }
        }
        automaton = Automaton.forLittle(anchors);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Looks at names, one a line. */
    void match(byte[] names, int length, Matching.Found out) {
        Set<PathRule> possible = new LinkedHashSet<>();
        rules.stream().filter(rule -> rule.anchors().isEmpty()).forEach(possible::add);
        if (!byAnchor.isEmpty()) {
            automaton.scan(names, 0, length, (anchor, start, end) -> possible.addAll(byAnchor.get(anchor)));
        }
        if (possible.isEmpty()) {
            return;
        }
        String[] lines = new String(names, 0, length, StandardCharsets.UTF_8).split("\n", -1);
        for (int line = 0; line < lines.length; line++) {
            for (PathRule rule : possible) {
                if (!lines[line].isEmpty() && !lines[line].endsWith("/") && endsPath(rule, lines[line])) {
                    Secret name = Secret.of(lines[line].substring(lines[line].lastIndexOf('/') + 1));
                    out.match(new Match(rule.rule(), name, line, lists(rule.rule()), false));
                }
            }
        }
    }

    private static boolean endsPath(PathRule rule, String name) {
        return rule.tails().stream().anyMatch(tail -> tail.occursIn(name) || tail.occursIn("/" + name));
    }

    /** The allow-lists that a place can fulfil without a text. */
    private List<Allowlist> lists(Rule rule) {
        return Stream.concat(common.stream(), rule.detection().allowlists().stream())
                .filter(list -> !list.textOnly() && !(list.all() && list.judgesText()))
                .toList();
    }
}
