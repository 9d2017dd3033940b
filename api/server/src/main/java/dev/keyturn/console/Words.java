package dev.keyturn.console;

import dev.keyturn.wire.AlertList;
import dev.keyturn.wire.Consumers;
import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.Leak;
import dev.keyturn.wire.LeakResponse;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationState;
import dev.keyturn.wire.VerificationCode;
import dev.keyturn.wire.WebhookDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the pages call things. Templates know it as {@code words}. */
final class Words {
    /** How old keys should become. */
    static final Duration ROTATION_AGE = Duration.ofDays(90);

    private final Times times;

    Words(Times times) {
        this.times = times;
    }

    /**
     * A few words on a coloured ground; the words alone say everything.
     *
     * @param css class that chooses the colour
     */
    record Tag(String text, String css) {}

    public String at(Instant time) {
        return times.at(time);
    }

    public String ago(Instant time) {
        return times.ago(time);
    }

    public String span(Instant from, Instant until) {
        return times.span(from, until);
    }

    public String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** An environment's long name, its short one if there is none. */
    public String environment(String tag) {
        return switch (tag) {
            case "dev" -> "Development";
            case "stg" -> "Staging";
            case "prd" -> "Production";
            default -> tag;
        };
    }

    public Tag state(KeyView key) {
        return switch (key.state()) {
            case PENDING -> new Tag("Pending", "tag-info");
            case ACTIVE -> new Tag("Active", "tag-good");
            case RETIRING -> new Tag("Retiring", "tag-warn");
            case DISABLED -> new Tag("Disabled", "tag-off");
            case EXPIRED -> new Tag("Expired", "tag-off");
            case REVOKED -> new Tag("Revoked", "tag-off");
        };
    }

    /** What a state needs said beside it. */
    public @Nullable String aside(KeyView key) {
        Instant graceUntil = key.graceUntil();
        if (graceUntil != null && key.state().isAccepted()) {
            return "accepted until " + at(graceUntil);
        }
        if (key.revokedAt() == null) {
            return null;
        }
        return reason(key) + times.ago(key.revokedAt());
    }

    private static String reason(KeyView key) {
        if (key.revocationReason() == null) {
            return "";
        }
        return switch (key.revocationReason()) {
            case REQUESTED -> "by a person, ";
            case LEAKED -> "since it leaked, ";
            case ROTATED -> "replaced by rotation, ";
            case ABANDONED -> "never came into use, ";
        };
    }

    /** Whether a key in use is older than keys should become. */
    public boolean overdue(KeyView key) {
        return key.state().isAccepted()
                && Duration.between(key.createdAt(), times.now()).compareTo(ROTATION_AGE) > 0;
    }

    public String consumer(Consumers.Consumer consumer) {
        String name = consumer.name();
        return (name == null ? consumer.agent() : name) + " from " + consumer.network();
    }

    public Tag rotation(Rotation rotation) {
        return switch (rotation.state()) {
            case RETIRED -> new Tag("Done", "tag-good");
            case ABORTED -> new Tag("Aborted", "tag-off");
            case NEEDS_ATTENTION -> new Tag("Needs attention", "tag-bad");
            case PLANNED -> new Tag("Planned", "tag-off");
            default -> new Tag(step(rotation.state()), "tag-info");
        };
    }

    /** A step of a rotation, as something that has been reached. */
    public String step(RotationState state) {
        return switch (state) {
            case PLANNED -> "Planned";
            case PREFLIGHT -> "Checked Vault";
            case MINTED -> "Minted successor";
            case DELIVERED -> "Delivered to Vault";
            case VERIFIED -> "Verified from Vault";
            case OBSERVING -> "Observing consumers";
            case RETIRED -> "Old key retired";
            case ABORTED -> "Aborted";
            case NEEDS_ATTENTION -> "Needs attention";
        };
    }

    public String cause(String cause) {
        return switch (cause) {
            case "schedule" -> "It was time";
            case "leak" -> "The key leaked";
            case "request" -> "Somebody asked";
            case "first-delivery" -> "First delivery";
            default -> cause;
        };
    }

    public Tag verdict(ExposureReport.Verdict verdict) {
        return switch (verdict) {
            case NONE -> new Tag("No sign of misuse", "callout-good");
            case SUSPICIOUS -> new Tag("Suspicious: used by somebody unknown", "callout-warn");
            case CONFIRMED -> new Tag("Confirmed: somebody unknown has the key", "callout-bad");
        };
    }

    /** How a service was answered about a key. */
    public String code(VerificationCode code) {
        return code == VerificationCode.VALID
                ? "Accepted"
                : "Refused: " + code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public String day(Instant time) {
        return times.day(time);
    }

    public Tag alert(AlertList.Alert alert) {
        return switch (alert.kind()) {
            case "new-network" -> new Tag("New network", "tag-warn");
            case "used-after-revocation" -> new Tag("Used after revocation", "tag-bad");
            case "predecessor-used-again" -> new Tag("Old key used again", "tag-warn");
            case "probing" -> new Tag("Probing", "tag-bad");
            case "burst" -> new Tag("Burst", "tag-warn");
            default -> new Tag(alert.kind(), "tag-warn");
        };
    }

    /** Whether nobody has seen to an alert since it was seen last. */
    public boolean open(AlertList.Alert alert) {
        return alert.acknowledgedAt() == null || alert.lastAt().isAfter(alert.acknowledgedAt());
    }

    /** What becomes of a key that leaks. */
    public String leakResponse(@Nullable LeakResponse response) {
        if (response == null) {
            return "revoke it at once";
        }
        return switch (response) {
            case REVOKE -> "revoke it at once";
            case REPLACE_FIRST -> "deliver a replacement first, then revoke it";
            case ALERT -> "only tell people";
        };
    }

    public Tag delivery(WebhookDeliveries.Delivery delivery) {
        return switch (delivery.state()) {
            case "delivered" -> new Tag("Delivered", "tag-good");
            case "failed" -> new Tag("Failed", "tag-bad");
            default -> new Tag("Waiting", "tag-info");
        };
    }

    /** How soon after its detection a leaked key was revoked. */
    public String revokedAfter(Leak leak) {
        Instant revokedAt = leak.revokedAt();
        if (revokedAt == null) {
            return "Not revoked";
        }
        return revokedAt.isBefore(leak.detectedAt())
                ? "Before it was seen"
                : "After " + times.span(leak.detectedAt(), revokedAt);
    }

    public String where(Leak.Place place) {
        String path = place.path();
        if (path == null || path.isEmpty()) {
            return "Not said";
        }
        return place.line() == null || place.line() == 0 ? path : path + ":" + place.line();
    }

    public String shortCommit(String commit) {
        return commit.length() > 10 ? commit.substring(0, 10) : commit;
    }
}
