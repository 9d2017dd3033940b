package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import java.util.List;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/** Keys that somebody found: up to 1,000. Having them is the authority to end them. */
public record FoundKeys(
        @JsonSerialize(contentUsing = WireJson.WritesSecret.class)
        @JsonDeserialize(contentUsing = WireJson.ReadsFound.class)
        List<Secret> keys) {}
