package dev.keyturn.rotation;

import dev.keyturn.client.KeyturnClient;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the same key of the environment before has gone first: it must be on its successor, and have been for a while.
 * Where another rotator serves that environment, it is known from what it told the api.
 */
final class Promotion {
    private final KeyturnClient api;
    private final Rotations rotations;
    private @Nullable String readOf;
    private List<Rotation> read = List.of();

    Promotion(KeyturnClient api, Rotations rotations) {
        this.api = api;
        this.rotations = rotations;
    }

    /**
     * What stands in the way.
     *
     * @param until when it will have passed; absent if nobody knows
     * @param stopped whether a person has to act before
     */
    record Wait(@Nullable Instant until, String why, boolean stopped) {}

    /** The newest rotation of a key of an environment that is served here. */
    Optional<Wait> ofOurs(String environment, String slug, Duration soak) {
        return rotations
                .newest(environment, slug)
                .flatMap(row -> judge(environment + "/" + slug, row.state(), row.observedSince(), soak));
    }

    /** The newest rotation of a key of an environment that another rotator serves. */
    Optional<Wait> ofOthers(String environment, String keyName, Duration soak) {
        return told(environment).stream()
                .filter(rotation -> rotation.keyName().equals(keyName))
                .findFirst()
                .flatMap(rotation -> judge(environment + "/" + keyName, rotation.state(), current(rotation), soak));
    }

    private static Optional<Wait> judge(String who, RotationState state, @Nullable Instant current, Duration soak) {
        return switch (state) {
            case NEEDS_ATTENTION -> Optional.of(new Wait(null, who + " stopped and needs a person", true));
            case ABORTED -> Optional.of(new Wait(null, who + " was given up", true));
            case OBSERVING, RETIRED ->
                current == null
                        ? Optional.empty()
                        : Optional.of(new Wait(current.plus(soak), who + " soaks until " + current.plus(soak), false));
            default -> Optional.of(new Wait(null, who + " is on its way", false));
        };
    }

    private static @Nullable Instant current(Rotation rotation) {
        return rotation.history().stream()
                .filter(entry -> entry.to() == RotationState.OBSERVING)
                .map(Rotation.Transition::at)
                .reduce((first, last) -> last)
                .orElse(null);
    }

    /** Read once for all keys of a pass. */
    private List<Rotation> told(String environment) {
        if (!environment.equals(readOf)) {
            read = api.rotations(environment);
            readOf = environment;
        }
        return read;
    }
}
