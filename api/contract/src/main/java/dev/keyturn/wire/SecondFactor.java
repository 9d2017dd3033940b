package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A second factor to be: RFC 6238, SHA-1, six digits, thirty seconds. It counts once a code of it was confirmed.
 *
 * @param secret in base32, shown this once
 * @param uri the same as authenticators read it
 */
public record SecondFactor(
        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret secret,

        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret uri) {}
