package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Changes one's own password; every other session ends.
 *
 * @param code if there is a second factor
 */
public record PasswordChange(
        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret current,

        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret password,

        @Nullable String code) {}
