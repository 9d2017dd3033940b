package dev.keyturn.wire;

import org.jspecify.annotations.Nullable;

/**
 * How often a key may be used, on all replicas together.
 *
 * @param name what verifications call it; unique among the key's limits
 * @param uses that are accepted within a window, 1 or more
 * @param seconds length of a window; windows start at multiples of it since 1970
 * @param onRequest whether only verifications that name it count; false if absent, and every verification counts
 */
public record RateLimit(
        String name, long uses, int seconds, @Nullable Boolean onRequest) {}
