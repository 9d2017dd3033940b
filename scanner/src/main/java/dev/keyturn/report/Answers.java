package dev.keyturn.report;

import dev.keyturn.finding.Standing;
import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.ExposureReport.Use;
import dev.keyturn.wire.LeakResults;
import dev.keyturn.wire.LeakResults.Outcome;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the api said of a reported finding, in words. */
final class Answers {
    private Answers() {}

    static String word(LeakResults.Result answer) {
        return answer.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state, the revocation, the replacement and the uses, as far as they are known. */
    static String sentence(Standing standing) {
        List<String> parts = new ArrayList<>();
        LeakResults.Result answer = standing.answer();
        parts.add(revocation(standing));
        if (standing.ofTenant()) {
            addIfThere(parts, replacement(standing));
            addIfThere(parts, uses(standing.exposure()));
        }
        return standing.state().words() + ": " + String.join(", ", parts)
                + (answer.outcome() == Outcome.INVALID && answer.detail() != null ? ": " + answer.detail() : "");
    }

    private static String revocation(Standing standing) {
        Instant at = standing.answer().revokedAt();
        return switch (standing.state()) {
            case LIVE, REVOKED, EXPIRED -> at == null ? "refused, never in use" : "revoked at " + time(at);
            case ACCEPTED -> "not revoked yet, by its environment's policy";
            case NEVER_ISSUED -> "your tenant has no such key";
            case UNKNOWN -> "the api could not read the report";
        };
    }

    private static @Nullable String replacement(Standing standing) {
        Rotation rotation = standing.rotation();
        ExposureReport exposure = standing.exposure();
        if (rotation != null && rotation.deliveredVersion() != null) {
            String where = rotation.deliveryPath() == null ? "" : " to " + rotation.deliveryPath();
            return "replacement delivered" + where + " (version " + rotation.deliveredVersion() + ")";
        }
        if (rotation != null) {
            return rotation.state() == RotationState.NEEDS_ATTENTION
                    ? "replacement needs attention: " + rotation.attention()
                    : "replacement under way (" + rotation.state().name().toLowerCase(Locale.ROOT) + ")";
        }
        if (exposure == null) {
            return null;
        }
        return exposure.leak().successor() == null ? "not replaced yet" : "replaced by another key";
    }

    static @Nullable String uses(@Nullable ExposureReport report) {
        if (report == null) {
            return null;
        }
        long all = count(report.uses());
        List<Use> unknown = report.uses().stream().filter(use -> !use.known()).toList();
        String since = " since the " + since(report.exposedAtSource());
        String least = report.lostUses() > 0 ? "at least " : "";
        if (all == 0) {
            return least.isEmpty() ? "not used" + since : "no recorded use" + since + ", and some were not recorded";
        }
        String some = least + Words.count(all, "use") + since;
        if (unknown.isEmpty()) {
            return some + ", all from known networks and agents";
        }
        String which = count(unknown) == all ? " from " : ", " + count(unknown) + " of them from ";
        return some + which + Words.count(networks(unknown), "unknown network") + late(unknown);
    }

    private static String late(List<Use> unknown) {
        long after = count(unknown.stream().filter(Use::afterRevocation).toList());
        return after == 0 ? "" : " (" + after + " after it was revoked)";
    }

    private static String since(String source) {
        return switch (source) {
            case "commit", "committed" -> "commit";
            case "creation", "created" -> "key was created";
            default -> "leak";
        };
    }

    private static long networks(List<Use> uses) {
        return uses.stream().map(Use::network).distinct().count();
    }

    private static long count(List<Use> uses) {
        return uses.stream().mapToLong(Use::count).sum();
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void addIfThere(List<String> parts, @Nullable String part) {
        if (part != null) {
            parts.add(part);
        }
    }
}
