package dev.keyturn.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who used a leaked key, and when.
 *
 * @param exposedAt earliest time at which the key may have been seen by others
 * @param exposedAtSource which time that is; {@code commit} is forgeable
 * @param lastReplicaAt when the last replica came to refuse the key
 * @param uses every use since {@code exposedAt}, joined by network, agent, consumer and outcome
 * @param lostUses verifications that could not be recorded meanwhile; 0 makes the report complete
 */
public record ExposureReport(
        Leak leak,
        Verdict verdict,
        String summary,
        @Nullable Instant exposedAt,
        String exposedAtSource,
        Instant detectedAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastReplicaAt,
        @Nullable Receipt receipt,
        List<Use> uses,
        long lostUses) {

    /** What the uses amount to. */
    public enum Verdict {
        /** No use by anybody unknown. */
        @JsonProperty("none")
        NONE,
        /** Uses by networks or agents that the key was not used from before. */
        @JsonProperty("suspicious")
        SUSPICIOUS,
        /** Tried after it was revoked, by somebody unknown. */
        @JsonProperty("confirmed")
        CONFIRMED
    }

    /**
     * Uses that have the same origin.
     *
     * @param network /24 or /48 in CIDR notation
     * @param agent family of the user agent, such as {@code curl}
     * @param known whether this key was accepted from this network and agent before it was exposed, or another key of
     *     its lineage at any time
     * @param code how the api answered
     */
    public record Use(
            String network,
            String agent,
            @Nullable String consumer,
            boolean known,
            boolean afterRevocation,
            VerificationCode code,
            long count,
            Instant firstAt,
            Instant lastAt) {}
}
