package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes what is given and leaves the rest. An empty list, map or owner takes the rule away.
 *
 * @param expiresAt of this key alone; everything else holds for every live key of the lineage
 * @param expires false takes the expiry away
 */
public record KeyChange(
        @Nullable String name,
        @Nullable Boolean managed,
        @Nullable List<String> scopes,
        @Nullable List<String> networks,
        @Nullable List<RateLimit> rateLimits,
        @Nullable Instant expiresAt,
        @Nullable Boolean expires,
        @Nullable String owner,
        @Nullable Map<String, String> metadata) {

    /** A change of the name or of who manages the key. */
    public KeyChange(@Nullable String name, @Nullable Boolean managed) {
        this(name, managed, null, null, null, null, null, null, null);
    }
}
