package dev.keyturn.console;

import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.KeyView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A leak from its commit to the replacement of the key. */
final class LeakStory {
    private final Times times;

    LeakStory(Times times) {
        this.times = times;
    }

    /**
     * One thing that happened, or has not yet.
     *
     * @param css {@code ahead} for what has not
     * @param link where to read more
     */
    record Step(
            String title,
            @Nullable Instant at,
            @Nullable String detail,
            String css,
            @Nullable String link) {
        public @Nullable String linkText() {
            return link == null ? null : "See the successor";
        }

        static Step ahead(String title, String detail) {
            return new Step(title, null, detail, "ahead", null);
        }
    }

    List<Step> steps(ExposureReport report, @Nullable KeyView successor) {
        List<Step> steps = new ArrayList<>();
        Instant exposedAt = report.exposedAt();
        if (exposedAt != null && !report.exposedAtSource().equals("detection")) {
            steps.add(new Step("Exposed", exposedAt, exposure(report), "bad", null));
        }
        steps.add(detected(report, exposedAt));
        steps.add(revoked(report));
        if (report.lastReplicaAt() != null && report.revokedAt() != null) {
            String after = times.span(report.revokedAt(), report.lastReplicaAt()) + " after it was revoked";
            steps.add(new Step("Refused by the last replica", report.lastReplicaAt(), after, "", null));
        }
        steps.add(replaced(report, successor));
        return steps;
    }

    private static String exposure(ExposureReport report) {
        return switch (report.exposedAtSource()) {
            case "commit" -> "When it was committed: the commit says so itself, which its author can forge.";
            case "creation" -> "When the key was created: the commit claims to be older, which cannot be.";
            default -> "By " + report.exposedAtSource() + ".";
        };
    }

    private Step detected(ExposureReport report, @Nullable Instant exposedAt) {
        String by = "By " + report.leak().source();
        String after = exposedAt == null || !exposedAt.isBefore(report.detectedAt())
                ? "."
                : ", " + times.span(exposedAt, report.detectedAt()) + " after it was exposed.";
        return new Step("Detected", report.detectedAt(), by + after, "", null);
    }

    private Step revoked(ExposureReport report) {
        Instant revokedAt = report.revokedAt();
        if (revokedAt == null) {
            return Step.ahead("Not revoked", "The key is still accepted.");
        }
        String detail = revokedAt.isBefore(report.detectedAt())
                ? "Before it was detected."
                : times.span(report.detectedAt(), revokedAt) + " after it was detected.";
        return new Step("Revoked", revokedAt, detail, "", null);
    }

    private Step replaced(ExposureReport report, @Nullable KeyView successor) {
        if (successor == null) {
            return Step.ahead(
                    "Not replaced yet", "A managed key is replaced by the rotator; create another otherwise.");
        }
        Instant at = successor.activatedAt() == null ? successor.createdAt() : successor.activatedAt();
        String detail = report.revokedAt() == null || at.isBefore(report.revokedAt())
                ? null
                : times.span(report.revokedAt(), at) + " after it was revoked";
        return new Step("Replaced", at, detail, "", Page.HOME + "/" + successor.id());
    }
}
