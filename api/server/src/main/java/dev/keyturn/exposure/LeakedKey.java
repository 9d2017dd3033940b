package dev.keyturn.exposure;

import dev.keyturn.wire.Leak;
import dev.keyturn.wire.Receipt;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The times of a leaked key.
 *
 * @param leak with every place
 * @param createdAt of the key, before which it cannot have been exposed
 */
record LeakedKey(Leak leak, Instant createdAt, @Nullable Receipt receipt) {
    static final String COMMIT = "commit";
    static final String CREATION = "creation";
    static final String DETECTION = "detection";

    /** The earliest time at which others may have seen it. */
    Instant exposedAt() {
        return earliestCommit()
                .map(commit -> commit.isBefore(createdAt) ? createdAt : commit)
                .orElse(leak.detectedAt());
    }

    /**
     * Which time {@link #exposedAt} is: the earliest commit's, which its author can forge; the key's creation, if that
     * commit claims to be older; or the detection, if no commit is known.
     */
    String source() {
        return earliestCommit()
                .map(commit -> commit.isBefore(createdAt) ? CREATION : COMMIT)
                .orElse(DETECTION);
    }

    private Optional<Instant> earliestCommit() {
        return leak.places().stream()
                .map(Leak.Place::committedAt)
                .filter(Objects::nonNull)
                .filter(time -> time.isBefore(leak.detectedAt()))
                .min(Comparator.naturalOrder());
    }

    /** When the last replica came to refuse it. */
    @Nullable
    Instant lastReplicaAt() {
        return receipt == null
                ? null
                : receipt.replicas().stream()
                        .flatMap(replica -> Stream.of(replica.acknowledgedAt(), replica.leaseEndedAt()))
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(receipt.revokedAt());
    }
}
