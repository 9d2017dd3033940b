package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import java.util.List;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/** Each replaces a code of the second factor once; shown this once. */
public record RecoveryCodes(
        @JsonSerialize(contentUsing = WireJson.WritesSecret.class)
        @JsonDeserialize(contentUsing = WireJson.ReadsSecret.class)
        List<Secret> codes) {}
