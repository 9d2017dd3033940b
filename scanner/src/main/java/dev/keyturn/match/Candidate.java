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
    static final Comparator<Candidate> ORDER = Candidate::compare;

    static Candidate of(Rule rule, int start, int end) {
        return new Candidate(rule, new Regex.Found(start, end, start, end));
    }

    /** By hand: a hook waits for what the compiler would make, and for comparators that are put together. */
    private static int compare(Candidate one, Candidate other) {
        int byStart = Integer.compare(one.at.groupStart(), other.at.groupStart());
        int byEnd = byStart == 0 ? Integer.compare(one.at.groupEnd(), other.at.groupEnd()) : byStart;
        return byEnd == 0 ? one.rule.id().compareTo(other.rule.id()) : byEnd;
    }

    /** Whether it is the same rule at the same place. */
    boolean isAgain(Candidate other) {
        return rule == other.rule
                && compare(this, other) == 0
                && at.start() == other.at.start()
                && at.end() == other.at.end();
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
