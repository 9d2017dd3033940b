package dev.keyturn.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scan that was asked for.
 *
 * @param before as in {@link NewScan}
 * @param attempt counts the workers that took it; who ends it names theirs
 * @param leaseUntil until when it is the worker's who took it last
 * @param findings how many secrets were found, whosesoever
 * @param detail why it failed, in words
 */
public record ScanJob(
        UUID id,
        String repository,
        @Nullable String ref,
        @Nullable String before,
        @Nullable String after,
        State state,
        int attempt,
        Instant createdAt,
        @Nullable Instant leaseUntil,
        @Nullable Instant endedAt,
        @Nullable Integer findings,
        @Nullable String detail) {

    /** How a scan stands. */
    public enum State {
        WAITING,
        LEASED,
        DONE,
        FAILED
    }
}
