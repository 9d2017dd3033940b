package dev.keyturn.wire;

import dev.keyturn.key.Secret;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A decoy: it looks like a key, opens nothing, and raises an alarm.
 *
 * @param touches how often it was used or reported
 * @param lastTouchedAt when that was last
 * @param plantings texts to plant, shown this once
 */
public record Honeykey(
        UUID id,
        String name,
        String environment,
        String hint,
        Instant createdAt,
        @Nullable Instant endedAt,
        long touches,
        @Nullable Instant lastTouchedAt,
        @Nullable List<Planting> plantings) {
    /**
     * A text to plant.
     *
     * @param place where it looks at home
     */
    public record Planting(
            String place,

            @JsonSerialize(using = WireJson.WritesSecret.class) @JsonDeserialize(using = WireJson.ReadsSecret.class)
            Secret text) {}
}
