package dev.keyturn.wire;

import dev.keyturn.key.ApiKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * The answer to creating and rolling: the only ones that ever hold a plaintext key.
 *
 * @param key shown this once
 * @param predecessor id of the key that was rolled, absent at creation
 */
public record IssuedKey(
        UUID id,

        @JsonSerialize(using = WireJson.WritesKey.class) @JsonDeserialize(using = WireJson.ReadsKey.class)
        ApiKey key,

        String hint,
        String name,
        String slug,
        String environment,
        KeyState state,
        List<String> scopes,
        UUID lineage,
        boolean managed,
        @Nullable String deliveryPath,
        Instant createdAt,
        @Nullable UUID predecessor) {}
