package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A system that reports leaks.
 *
 * @param path what it calls, below the address of the api
 * @param secret that it shares with the api, shown this once
 */
public record LeakSource(
        UUID id,
        String kind,
        String name,
        String path,
        Instant createdAt,
        @Nullable Instant lastSeenAt,

        @Nullable
        @JsonSerialize(using = WireJson.WritesSecret.class)
        @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret secret) {}
