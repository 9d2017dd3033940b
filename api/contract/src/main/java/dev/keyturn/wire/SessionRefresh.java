package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/** Asks for the next pair of tokens. */
public record SessionRefresh(
        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret refreshToken) {}
