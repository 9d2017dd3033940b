package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Where events are sent.
 *
 * @param types none means all
 * @param secret that signs them, {@code whsec_} and base64; shown this once
 */
public record Webhook(
        UUID id,
        String url,
        List<String> types,
        Instant createdAt,

        @Nullable
        @JsonSerialize(using = WireJson.WritesSecret.class)
        @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret secret) {}
