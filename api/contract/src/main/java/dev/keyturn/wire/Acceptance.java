package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Accepts an invitation.
 *
 * @param password a new one; of somebody who has an account already, that account's
 * @param code of an existing account that has a second factor
 */
public record Acceptance(
        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret token,

        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret password,

        @Nullable String code) {}
