package dev.keyturn.exposure;

import dev.keyturn.wire.ExposureReport.Use;
import dev.keyturn.wire.ExposureReport.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the uses of a leaked key amount to, as a verdict and in words. */
record Judgement(LeakedKey key, List<Use> uses, long lost) {
    private static final int NAMED = 5;

    Verdict verdict() {
        if (unknown().stream().anyMatch(Use::afterRevocation)) {
            return Verdict.CONFIRMED;
        }
        return unknown().isEmpty() ? Verdict.NONE : Verdict.SUSPICIOUS;
    }

    private List<Use> unknown() {
        return uses.stream().filter(use -> !use.known()).toList();
    }

    /** A few sentences for people. */
    String summary() {
        return exposure() + " " + revocation() + " " + useByUnknown() + completeness();
    }

    private String exposure() {
        String since = "Exposed since " + key.exposedAt().truncatedTo(ChronoUnit.SECONDS);
        return switch (key.source()) {
            case LeakedKey.COMMIT -> since + ", as its commit says, which can be forged.";
            case LeakedKey.CREATION -> since + ", when it was created: its commit claims to be older.";
            default -> since + ", when it was detected; when it got out is not known.";
        };
    }

    private String revocation() {
        Instant revoked = key.leak().revokedAt();
        if (revoked == null) {
            return "It is not revoked yet.";
        }
        return revoked.isBefore(key.leak().detectedAt().minusSeconds(1))
                ? "It was revoked before it was detected."
                : "Revoked " + words(key.leak().detectedAt(), revoked) + " detection, refused by the last replica "
                        + after(revoked, key.lastReplicaAt()) + ".";
    }

    private static String words(Instant detected, Instant revoked) {
        long seconds = Math.max(0, Duration.between(detected, revoked).toSeconds());
        return seconds == 0 ? "within a second of" : seconds + " s after";
    }

    private static String after(Instant revoked, @Nullable Instant last) {
        return last == null
                ? "at a time that is not known"
                : Math.max(0, Duration.between(revoked, last).toMillis()) + " ms later";
    }

    private String useByUnknown() {
        List<Use> unknown = unknown();
        if (unknown.isEmpty()) {
            return uses.isEmpty()
                    ? "Nobody used it since."
                    : "Everybody who used it since is known from before or uses its successor.";
        }
        long after = unknown.stream()
                .filter(Use::afterRevocation)
                .mapToLong(Use::count)
                .sum();
        return count(unknown) + " by unknown origins: " + origins(unknown) + "; " + after
                + " of them after the revocation.";
    }

    private static String count(List<Use> unknown) {
        long count = unknown.stream().mapToLong(Use::count).sum();
        return count == 1 ? "1 use" : count + " uses";
    }

    private static String origins(List<Use> unknown) {
        List<String> origins = unknown.stream()
                .map(use -> use.network() + " (" + use.agent() + ")")
                .distinct()
                .toList();
        String named = origins.stream().limit(NAMED).collect(Collectors.joining(", "));
        return origins.size() <= NAMED ? named : named + " and " + (origins.size() - NAMED) + " more";
    }

    private String completeness() {
        return lost == 0 ? "" : " " + lost + " uses of all keys could not be recorded: the list may lack some.";
    }
}
