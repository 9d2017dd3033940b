package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A session.
 *
 * @param accessToken a JWT for {@code Authorization: Bearer}
 * @param expiresIn seconds that the access token is valid for, 3600
 * @param refreshToken buys the next pair once; a second use ends the session
 */
public record SessionTokens(
        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret accessToken,

        int expiresIn,

        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret refreshToken) {}
