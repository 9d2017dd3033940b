package dev.keyturn.match;

import dev.keyturn.rule.Regex;
import dev.keyturn.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * A stretch of a text that a rule's shape fits, before judgement.
 *
 * @param rule the rule
 * @param at where the match and the secret in it stand
 */
record Candidate(Rule rule, Regex.Found at) {
    /** By place: those that overlap with one follow it at once, but for some that start with it. */
    static final Comparator<Candidate> ORDER = Comparator.comparingInt(
                    (Candidate candidate) -> candidate.at().groupStart())
            .thenComparingInt(candidate -> candidate.at().groupEnd())
            .thenComparing(candidate -> candidate.rule().id());

    static Candidate of(Rule rule, int start, int end) {
        return new Candidate(rule, new Regex.Found(start, end, start, end));
    }

    String secret(byte[] bytes) {
        return text(bytes, at.groupStart(), at.groupEnd());
    }

    /** Without the line ends around it. */
    String match(byte[] bytes) {
        int from = at.start();
        while (from < at.end() && bytes[from] == '\n') {
            from++;
        }
        return text(bytes, from, at.end());
    }

    boolean overlaps(Candidate other) {
        return at.groupStart() < other.at.groupEnd() && other.at.groupStart() < at.groupEnd();
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
