package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.RotationState;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollbackTest {
    private final Trial trial = new Trial();
    private UUID key;
    private UUID rotation;

    @BeforeEach
    void start() {
        key = trial.deliveredKey();
        trial.ahead = trial.ahead.plus(Duration.ofDays(90));
        rotation = trial.plan().get(0);
    }

    @AfterEach
    void stop() {
        trial.close();
    }

    @Test
    void thePredecessorIsCurrentAgainInANewVersion() {
        trial.drain(trial.engine());
        UUID successor = trial.row(rotation).successor();
        assertThat(rollBack()).isEqualTo("3");
        assertThat(trial.served().keyId()).isEqualTo(key.toString());
        assertThat(trial.servesAcceptedKey()).isTrue();
        assertThat(trial.key(key).state()).isEqualTo(KeyState.ACTIVE);
        assertThat(trial.key(successor).state()).isEqualTo(KeyState.RETIRING);
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.ABORTED);
        HistoryAssert.assertComplete(trial.rotations(), rotation);
        assertThat(trial.plan()).as("left alone for a day").isEmpty();
        rotatesAgain();
    }

    private void rotatesAgain() {
        trial.database
                .jdbc()
                .sql("UPDATE rotation SET updated_at = updated_at - interval '2 days'")
                .update();
        UUID next = trial.plan().get(0);
        trial.drain(trial.engine());
        assertThat(trial.row(next).state()).isEqualTo(RotationState.OBSERVING);
        assertThat(trial.row(next).keyId()).isEqualTo(key);
        assertThat(trial.servesAcceptedKey()).isTrue();
    }

    @Test
    void whatFailedHalfWayIsFinishedByAskingAgainAndNothingIsRetiredBetween() {
        trial.drain(trial.engine());
        trial.store.loseNextAnswer(false);
        assertThatThrownBy(this::rollBack).hasMessageContaining("roll back once more");
        trial.ahead = trial.ahead.plus(Duration.ofHours(25));
        trial.elapse();
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).attention()).isEqualTo(Attention.ROLLBACK_UNFINISHED);
        assertThat(trial.key(key).state()).isEqualTo(KeyState.ACTIVE);
        assertThat(rollBack()).isEqualTo("3");
        assertThat(trial.served().keyId()).isEqualTo(key.toString());
    }

    @Test
    void tooEarlyAndTooLateAreRefusedWithWhatCanBeDone() {
        assertThatThrownBy(this::rollBack).hasMessageContaining("not current yet (PLANNED)");
        trial.drain(trial.engine());
        trial.api.setState(key, KeyState.REVOKED);
        assertThatThrownBy(this::rollBack).hasMessageContaining("cannot come back");
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.OBSERVING);
    }

    @Test
    void whatSomebodyElseWroteIsNotOverwritten() {
        trial.drain(trial.engine());
        trial.store.overwrite(Trial.PLACE);
        assertThatThrownBy(this::rollBack).hasMessageContaining("look at it first");
        assertThat(trial.key(key).state()).isEqualTo(KeyState.RETIRING);
    }

    private String rollBack() {
        return new Rollback(trial.workshop("person"))
                .rollBack(rotation, "a person")
                .value();
    }
}
