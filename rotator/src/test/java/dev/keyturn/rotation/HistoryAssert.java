package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.wire.RotationState;
import java.util.List;
import java.util.UUID;

/** A history has no gaps, every entry is a row of the table of transitions, and says why, who and under which fence. */
public final class HistoryAssert {
    private HistoryAssert() {}

    public static void assertComplete(Rotations rotations, UUID rotation) {
        List<Rotations.Entry> history = rotations.history(rotation);
        String state = "null";
        int number = 1;
        long fence = 0;
        for (Rotations.Entry entry : history) {
            assertThat(entry.number()).isEqualTo(number++);
            assertThat(entry.from()).isEqualTo(state);
            if (entry.transition() != Transition.PLAN) {
                assertThat(entry.transition().from()).contains(RotationState.valueOf(entry.from()));
            }
            RotationState to = RotationState.valueOf(entry.to());
            assertThat(entry.transition().to(to)).isEqualTo(to);
            assertThat(entry.reason()).isNotBlank();
            assertThat(entry.actor()).isNotBlank();
            assertThat(entry.fence()).isGreaterThanOrEqualTo(fence);
            fence = entry.fence();
            state = entry.to();
        }
        assertThat(rotations.find(rotation).orElseThrow().state().name()).isEqualTo(state);
    }
}
