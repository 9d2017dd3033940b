package dev.keyturn.match;

import dev.keyturn.decode.Text;
import dev.keyturn.rule.Company;
import dev.keyturn.rule.Detection;
import dev.keyturn.rule.Regex;
import dev.keyturn.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules of a gitleaks configuration on one text. What they match loses the line ends around it, and the secret is looked
 * for in what is left, on its own: where an expression looks beyond its match, that makes a difference.
 */
final class Configured {
    private final Matching matching;
    private final Text text;

    Configured(Matching matching, Text text) {
        this.matching = matching;
        this.text = text;
    }

    /** What a rule finds between two offsets, if whatever it requires is near. */
    List<Candidate> find(Rule rule, int from, int to) {
        List<Candidate> found = matches(rule, from, to);
        List<Company.Companion> companions = rule.detection().company().companions();
        if (found.isEmpty() || companions.isEmpty()) {
            return found;
        }
        for (Company.Companion companion : companions) {
            Rule required = matching.rule(companion.rule());
            List<Candidate> others = required == null ? List.of() : accepted(matches(required, 0, text.length()));
            found.removeIf(candidate -> others.stream().noneMatch(other -> isNear(candidate, other, companion)));
        }
        return found;
    }

    private List<Candidate> matches(Rule rule, int from, int to) {
        List<Candidate> found = new ArrayList<>();
        Regex regex = rule.detection().regex();
        if (regex != null) {
            regex.each(text.bytes(), from, to, (start, end) -> {
                Regex.Found at = trimmed(rule.detection(), regex, start, end);
                if (at != null) {
                    found.add(new Candidate(rule, at));
                }
            });
        }
        return found;
    }

    private Regex.@Nullable Found trimmed(Detection detection, Regex regex, int matchStart, int matchEnd) {
        byte[] bytes = text.bytes();
        int start = matchStart;
        int end = matchEnd;
        int named = matchStart < matchEnd && bytes[matchStart] == '\n' ? matchStart + 1 : matchStart;
        while (start < end && bytes[start] == '\n') {
            start++;
        }
        while (end > start && bytes[end - 1] == '\n') {
            end--;
        }
        Regex.Found secret = regex.find(bytes, start, end, detection.group());
        if (secret == null) {
            return new Regex.Found(named, end, start, end);
        }
        if (secret.groupStart() < secret.groupEnd()) {
            return new Regex.Found(named, end, secret.groupStart(), secret.groupEnd());
        }
        return detection.entropy() > 0 ? null : new Regex.Found(named, end, start, end);
    }

    private List<Candidate> accepted(List<Candidate> candidates) {
        candidates.removeIf(candidate -> !Judgement.holds(candidate, text)
                || matching.judgement().open(candidate, text, candidate.secret(text.bytes())) == null);
        return candidates;
    }

    private boolean isNear(Candidate candidate, Candidate other, Company.Companion companion) {
        int one = candidate.at().start();
        int two = other.at().start();
        return companion.isNear(text.linesBefore(one) - text.linesBefore(two), column(one) - column(two));
    }

    /** The first line of a text has one column less than every other: gitleaks counts the line end before those in. */
    private int column(int offset) {
        int lineStart = offset;
        while (lineStart > 0 && text.bytes()[lineStart - 1] != '\n') {
            lineStart--;
        }
        return offset - lineStart + (lineStart > 0 ? 1 : 0);
    }
}
