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
 * @param proof all of this signed by the api, as {@code ProofKeys} checks it; absent where the receipt is not handed out
 */
public record Receipt(
        UUID keyId,
        Instant revokedAt,
        long epoch,
        List<Replica> replicas,
        @Nullable String proof) {

    /** A receipt that is not signed yet. */
    public Receipt(UUID keyId, Instant revokedAt, long epoch, List<Replica> replicas) {
        this(keyId, revokedAt, epoch, replicas, null);
    }

    /** The same with another proof, or none. */
    public Receipt with(@Nullable String other) {
        return new Receipt(keyId, revokedAt, epoch, replicas, other);
    }

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
