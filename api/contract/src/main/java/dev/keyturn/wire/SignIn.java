package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A person asks for a session; the answer is {@link SessionTokens}.
 *
 * @param code of the second factor, if the person has one
 * @param tenant of several that the person is in; the first one's if absent
 */
public record SignIn(
        String email,

        @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret password,

        @Nullable String code,
        @Nullable UUID tenant) {

    /** A sign-in without a second factor, to the first tenant. */
    public SignIn(String email, Secret password) {
        this(email, password, null, null);
    }
}
