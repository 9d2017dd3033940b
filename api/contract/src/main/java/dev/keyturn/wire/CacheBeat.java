package dev.keyturn.wire;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a cache outside the api says in each beat.
 *
 * @param beat counts its beats from 1 on, for as long as the cache lives
 * @param epoch up to which it has taken over every change; -1 if it holds nothing
 * @param uses answers that it gave from its memory since its last beat that was answered
 */
public record CacheBeat(long beat, long epoch, @Nullable List<CachedUse> uses) {

    /**
     * Equal uses of a key that was accepted from memory.
     *
     * @param firstMillisAgo since the first of them, on the cache's monotonic clock
     * @param lastMillisAgo since the last
     */
    public record CachedUse(
            UUID keyId,
            long uses,
            long firstMillisAgo,
            long lastMillisAgo,
            @Nullable String clientIp,
            @Nullable String userAgent,
            @Nullable String path,
            @Nullable String consumer) {}
}
