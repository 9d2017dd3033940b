package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/** A person asks for a session; the answer is {@link SessionTokens}. */
public record SignIn(
        String email,

        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret password) {}
