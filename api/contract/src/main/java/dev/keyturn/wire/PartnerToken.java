package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A token that a forge found, as GitHub and GitLab write it.
 *
 * @param url where it was found; may be empty
 * @param location the same, as GitLab's revocation writes it
 * @param source kind of place, such as {@code commit}
 */
public record PartnerToken(
        @Nullable
        @JsonSerialize(using = WireJson.WritesSecret.class)
        @JsonDeserialize(using = WireJson.ReadsFound.class)
        Secret token,

        @Nullable String type,
        @Nullable String url,
        @Nullable String location,
        @Nullable String source) {}
