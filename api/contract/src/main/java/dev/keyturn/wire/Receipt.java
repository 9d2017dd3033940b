package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proof that no replica accepts a key any more.
 *
 * @param epoch number of the revocation; a replica that has confirmed it refuses the key
 * @param replicas every replica that was alive at the revocation
 */
public record Receipt(UUID keyId, Instant revokedAt, long epoch, List<Replica> replicas) {

    /**
     * How a replica came to refuse the key: exactly one of the two times is given.
     *
     * @param acknowledgedAt when it confirmed the epoch
     * @param leaseEndedAt when a silent one lost the right to answer from memory
     */
    public record Replica(
            String id,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant leaseEndedAt) {}
}
