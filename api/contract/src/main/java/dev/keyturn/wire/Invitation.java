package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * An invitation that was not accepted yet.
 *
 * @param token shown this once, to whoever invites: it goes to the person who is invited
 */
public record Invitation(
        UUID id,
        String email,
        String role,
        @Nullable List<String> scopes,
        Instant expiresAt,

        @Nullable
        @JsonSerialize(using = WireJson.WritesSecret.class)
        @JsonDeserialize(using = WireJson.ReadsSecret.class)
        Secret token) {}
