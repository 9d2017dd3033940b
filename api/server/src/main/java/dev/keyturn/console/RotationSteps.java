package dev.keyturn.console;

import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationState;
import java.util.List;

/** How far along its way a rotation is. */
final class RotationSteps {
    private static final List<RotationState> WAY = List.of(
            RotationState.PLANNED,
            RotationState.PREFLIGHT,
            RotationState.MINTED,
            RotationState.DELIVERED,
            RotationState.VERIFIED,
            RotationState.OBSERVING,
            RotationState.RETIRED);

    private final Words words;

    RotationSteps(Words words) {
        this.words = words;
    }

    /**
     * A step of the way.
     *
     * @param current whether the rotation stands there now
     */
    record Step(String text, boolean done, boolean current) {}

    List<Step> of(Rotation rotation) {
        int reached = reached(rotation);
        boolean over = rotation.state() == RotationState.RETIRED;
        return WAY.stream()
                .map(state -> {
                    int place = WAY.indexOf(state);
                    return new Step(words.step(state), place < reached || over, place == reached && !over);
                })
                .toList();
    }

    /** The step that it stands at, or stopped at. */
    private static int reached(Rotation rotation) {
        int now = WAY.indexOf(rotation.state());
        return now >= 0
                ? now
                : rotation.history().stream()
                        .mapToInt(transition -> WAY.indexOf(transition.to()))
                        .max()
                        .orElse(0);
    }
}
