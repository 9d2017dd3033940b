package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who touched a decoy, the latest first. */
public record HoneykeyAlarms(List<Alarm> alarms) {
    /**
     * Equal touches within an hour. All but the address are the caller's own words.
     *
     * @param how {@code used}, or {@code reported} as found
     * @param wanted the environment and scope that were asked for
     * @param replica that was asked
     */
    public record Alarm(
            UUID id,
            String how,
            @Nullable String address,
            @Nullable String agent,
            @Nullable String consumer,
            @Nullable String path,
            @Nullable String wanted,
            String replica,
            long touches,
            Instant firstAt,
            Instant lastAt) {}
}
