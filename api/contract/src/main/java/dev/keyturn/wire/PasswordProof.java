package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Proves once more who is signed in.
 *
 * @param code if there is a second factor
 */
public record PasswordProof(
        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret password,

        @Nullable String code) {}
