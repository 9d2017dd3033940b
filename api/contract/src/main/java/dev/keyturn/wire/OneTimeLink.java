package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import java.time.Instant;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Lets whoever has it choose a new password, once.
 *
 * @param token shown this once
 */
public record OneTimeLink(
        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret token,

        Instant expiresAt) {}
