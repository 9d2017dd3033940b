package dev.keyturn.issuing;

import dev.keyturn.caller.Network;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.Redaction;
import dev.keyturn.wire.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether what is asked for a key is possible. */
final class TermsCheck {
    private static final int MOST_NETWORKS = 50;
    private static final int MOST_LIMITS = 10;
    private static final int MOST_METADATA = 50;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_WORDS = 500;
    private static final int LONGEST_WINDOW = (int) Duration.ofDays(31).toSeconds();
    private static final Pattern LIMIT_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private TermsCheck() {}

    /** @throws ProblemException if one is no network */
    static List<Network> networks(@Nullable List<String> given) {
        if (given == null) {
            return List.of();
        }
        if (given.size() > MOST_NETWORKS) {
            throw ProblemException.invalid("A key has " + MOST_NETWORKS + " networks at most.");
        }
        return given.stream().map(TermsCheck::network).distinct().toList();
    }

    private static Network network(@Nullable String given) {
        try {
            return Network.parse(given == null ? "" : given);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(
                    "'networks' holds addresses and CIDR ranges, such as 192.0.2.0/24 or 2001:db8::/32; one is neither.");
        }
    }

    /** @throws ProblemException if one is no rate limit */
    static List<RateLimit> limits(@Nullable List<RateLimit> given) {
        if (given == null) {
            return List.of();
        }
        boolean possible = given.size() <= MOST_LIMITS && given.stream().allMatch(TermsCheck::possible);
        if (!possible || given.stream().map(RateLimit::name).distinct().count() < given.size()) {
            throw ProblemException.invalid("'rateLimits' holds up to " + MOST_LIMITS
                    + " limits with different names, such as {\"name\":\"requests\",\"uses\":100,\"seconds\":60}:"
                    + " uses is 1 or more, seconds 1 to " + LONGEST_WINDOW + ".");
        }
        return List.copyOf(given);
    }

    private static boolean possible(@Nullable RateLimit limit) {
        return limit != null
                && limit.name() != null
                && LIMIT_NAME.matcher(limit.name()).matches()
                && limit.uses() >= 1
                && limit.seconds() >= 1
                && limit.seconds() <= LONGEST_WINDOW;
    }

    /** @throws ProblemException if it is over already */
    static @Nullable Instant expiry(@Nullable Instant given, Instant now) {
        if (given != null && (!given.isAfter(now) || given.isAfter(now.plus(Duration.ofDays(36_525))))) {
            throw ProblemException.invalid("'expiresAt' is a time to come, within a hundred years.");
        }
        return given;
    }

    /** @throws ProblemException if it cannot be shown */
    static @Nullable String owner(@Nullable String given) {
        return given == null || given.isBlank() ? null : words("owner", given, 200);
    }

    /** @throws ProblemException if it is too much, or holds a key */
    static Map<String, String> metadata(@Nullable Map<String, String> given) {
        if (given == null) {
            return Map.of();
        }
        if (given.size() > MOST_METADATA) {
            throw ProblemException.invalid("'metadata' has " + MOST_METADATA + " entries at most.");
        }
        Map<String, String> checked = new TreeMap<>();
        given.forEach((name, value) -> checked.put(
                words("metadata", name, LONGEST_NAME), words("metadata", value == null ? "" : value, LONGEST_WORDS)));
        return checked;
    }

    private static String words(String what, String given, int longest) {
        String kept = Redaction.words(given, longest);
        if (!kept.equals(given.strip())) {
            throw ProblemException.invalid("'" + what + "' is plain text of up to " + longest
                    + " characters on one line, without anything that looks like a key.");
        }
        return kept;
    }
}
