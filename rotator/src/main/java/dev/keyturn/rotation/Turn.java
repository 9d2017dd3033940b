package dev.keyturn.rotation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a key has its turn.
 *
 * @param dueAt when it reaches its age
 * @param startsAt when its rotation may begin, as things stand
 * @param reasons of both times, for a person
 * @param blocked what has to be mended before, if anything: there is no telling when
 */
public record Turn(
        Instant dueAt,
        Instant startsAt,
        List<String> reasons,
        @Nullable String blocked) {
    public Turn {
        reasons = List.copyOf(reasons);
    }

    boolean hasCome(Instant now) {
        return blocked == null && !startsAt.isAfter(now);
    }
}
