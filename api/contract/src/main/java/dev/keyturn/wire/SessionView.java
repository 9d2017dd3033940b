package dev.keyturn.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that has not ended.
 *
 * @param lastSeenAt when its tokens were last refreshed
 * @param address from which it was opened
 * @param current whether it is the one that asks
 */
public record SessionView(
        UUID id,
        Instant createdAt,
        Instant lastSeenAt,
        @Nullable String address,
        @Nullable String agent,
        boolean current) {}
