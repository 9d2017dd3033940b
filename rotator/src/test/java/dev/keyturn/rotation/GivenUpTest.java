package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.client.ApiException;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.schedule.ManagedKeys;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.Roll;
import dev.keyturn.wire.RotationState;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rotations that end before their successor is current, and what becomes of the key then. */
class GivenUpTest {
    private final Trial trial = new Trial();
    private UUID key;

    @BeforeEach
    void start() {
        key = trial.deliveredKey();
    }

    @AfterEach
    void stop() {
        trial.close();
    }

    @Test
    void aKeyThatAPersonRevokedIsLetGo() {
        UUID rotation = due();
        trial.api.revokeByPerson(key);
        trial.drain(trial.engine());
        assertLetGo(rotation);
    }

    @Test
    void aKeyThatIsNotManagedAnyMoreIsLetGo() {
        UUID rotation = due();
        trial.api.endManagement(key);
        trial.drain(trial.engine());
        assertLetGo(rotation);
        assertThat(trial.servesAcceptedKey()).isTrue();
    }

    /** No sweep begins it again, not even before the api's list is read the next time. */
    private void assertLetGo(UUID rotation) {
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.ABORTED);
        assertThat(new Planner(trial.workshop("one")).plan()).isEmpty();
    }

    @Test
    void aSuccessorThatLeaksBeforeItIsCurrentIsReplacedByAnother() {
        UUID rotation = due();
        trial.drain(after(Transition.DELIVER, rotation, row -> trial.api.leak(row.successor())));
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.ABORTED);
        RotationRow next = trial.rotations().openOf(key).orElseThrow();
        assertThat(next.state()).isEqualTo(RotationState.OBSERVING);
        assertThat(trial.key(key).state()).isEqualTo(KeyState.RETIRING);
        assertThat(trial.servesAcceptedKey()).isTrue();
    }

    @Test
    void aKeyAndItsSuccessorThatBothLeakedAreReplaced() {
        trial.api.leak(key);
        UUID rotation = trial.rotations()
                .plan(
                        new ManagedKeys(trial.database.jdbc())
                                .find(trial.key(key).lineage())
                                .orElseThrow(),
                        Cause.LEAK,
                        Instant.now(),
                        "test")
                .orElseThrow();
        RotationEngine dying = after(Transition.MINT, rotation, row -> {
            throw new IllegalStateException("killed");
        });
        assertThatThrownBy(() -> trial.drain(dying)).hasMessage("killed");
        trial.api.leak(trial.row(rotation).successor());
        trial.elapse();
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.ABORTED);
        assertThat(trial.servesAcceptedKey()).isTrue();
    }

    /** A worker stalls with its request for a successor under way; the rotation is given up; the request arrives. */
    @Test
    void aRequestForASuccessorThatComesTooLateIsRefused() {
        UUID rotation = due();
        RotationEngine stalling = trial.engine("stalling", new Listener() {
            @Override
            public void before(RotationRow row, Transition step) {
                if (step == Transition.MINT) {
                    throw new IllegalStateException("stalled");
                }
            }
        });
        assertThatThrownBy(() -> trial.drain(stalling)).hasMessage("stalled");
        trial.elapse();
        new Commands(trial.workshop("one")).abort(rotation, "person");
        Roll late = new Roll(null, true, trial.row(rotation).fence() - 1);
        assertThatThrownBy(() -> trial.client.roll(key, late, rotation.toString()))
                .isInstanceOf(ApiException.class);
        assertThat(trial.api.views().stream()
                        .filter(view -> view.state().isAccepted())
                        .map(KeyView::id))
                .containsExactly(key);
    }

    @Test
    void whatAPersonGaveUpIsLeftAloneForADay() {
        UUID rotation = due();
        new Commands(trial.workshop("one")).abort(rotation, "person");
        assertThat(trial.plan()).isEmpty();
        trial.database
                .jdbc()
                .sql("UPDATE rotation SET updated_at = now() - interval '25 hours'")
                .update();
        assertThat(trial.plan()).hasSize(1);
        assertThat(trial.key(key).state()).isEqualTo(KeyState.ACTIVE);
    }

    @Test
    void aRotationWhoseSuccessorLeakedCanBeGivenUp() {
        UUID rotation = due();
        trial.drain(after(Transition.MINT, rotation, row -> {
            trial.api.leak(row.successor());
            trial.store.setTrouble(Trouble.of(Trouble.Kind.DENIED, "not allowed", "mend the policy"));
        }));
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.NEEDS_ATTENTION);
        trial.store.setTrouble(null);
        new Commands(trial.workshop("one")).abort(rotation, "person");
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.ABORTED);
    }

    private UUID due() {
        trial.ahead = trial.ahead.plus(Duration.ofDays(91));
        return trial.plan().get(0);
    }

    private RotationEngine after(Transition when, UUID rotation, Consumer<RotationRow> what) {
        return trial.engine("one", new Listener() {
            @Override
            public void moved(RotationRow row, Transition transition, String reason) {
                if (transition == when && row.id().equals(rotation)) {
                    what.accept(row);
                }
            }
        });
    }
}
