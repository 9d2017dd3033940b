package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.RotationState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A worker dies at every point of a rotation, once, and twice in a row; another one ends it well. */
class CrashTest {
    /** Before a step, after it, and after its row was written: for six steps. */
    private static final int POINTS = 18;

    /** The process is gone: nothing of it runs any more, not even clean-up. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Dies at the n-th point. */
    private static final class DiesAt implements Listener {
        private int left;

        DiesAt(int point) {
            left = point;
        }

        @Override
        public void before(RotationRow row, Transition step) {
            reach();
        }

        @Override
        public void after(RotationRow row, Transition step) {
            reach();
        }

        @Override
        public void moved(RotationRow row, Transition transition, String reason) {
            reach();
        }

        private void reach() {
            if (left-- == 0) {
                throw new Killed();
            }
        }
    }

    @Test
    void onceAtEveryPoint() {
        int killed = 0;
        for (int point = 0; point < POINTS; point++) {
            killed += interrupted(List.of(point)) ? 1 : 0;
        }
        assertThat(killed).isEqualTo(POINTS);
    }

    @Test
    void twiceInARow() {
        for (int first = 1; first < POINTS; first += 3) {
            for (int second = 0; second < 3; second++) {
                interrupted(List.of(first, second));
            }
        }
    }

    /** Whether the first worker died. */
    private static boolean interrupted(List<Integer> points) {
        try (Trial trial = new Trial()) {
            UUID predecessor = trial.deliveredKey();
            trial.asksForNoQuiet();
            int versions = trial.store.versions(Trial.PLACE);
            trial.ahead = trial.ahead.plus(Duration.ofDays(90));
            UUID rotation = trial.plan().get(0);
            boolean died = false;
            for (int point : points) {
                died |= dies(trial, point);
                assertServedAndAccepted(trial);
                trial.elapse();
            }
            trial.drain(trial.engine("survivor", Listener.NONE));
            trial.elapse();
            trial.drain(trial.engine("survivor", Listener.NONE));
            assertEndedWell(trial, rotation, predecessor);
            assertThat(trial.store.versions(Trial.PLACE)).isEqualTo(versions + 1);
            return died;
        }
    }

    private static boolean dies(Trial trial, int point) {
        try {
            trial.drain(trial.engine("victim" + point, new DiesAt(point)));
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private static void assertServedAndAccepted(Trial trial) {
        assertThat(trial.servesAcceptedKey()).isTrue();
    }

    private static void assertEndedWell(Trial trial, UUID rotation, UUID predecessor) {
        RotationRow row = trial.row(rotation);
        assertThat(row.state()).isEqualTo(RotationState.RETIRED);
        assertServedAndAccepted(trial);
        assertThat(trial.served().keyId()).isEqualTo(row.successor().toString());
        assertThat(trial.api.accepted(row.successor())).isEqualTo(1);
        assertThat(trial.key(predecessor).state()).isEqualTo(KeyState.REVOKED);
        assertThat(trial.api.views().stream()
                        .filter(key -> key.state().isAccepted())
                        .map(KeyView::id)
                        .collect(Collectors.toSet()))
                .containsExactly(row.successor());
        HistoryAssert.assertComplete(trial.rotations(), rotation);
    }
}
