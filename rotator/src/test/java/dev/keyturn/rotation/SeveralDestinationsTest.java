package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.schedule.ManagedKey;
import dev.keyturn.schedule.ManagedKeys;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key with two destinations: both serve the successor before it is current, and what each does is seen. */
class SeveralDestinationsTest {
    private Trial trial;
    private UUID current;

    @BeforeEach
    void deliver() {
        trial = new Trial();
        trial.several = true;
        current = trial.deliveredKey();
    }

    @AfterEach
    void close() {
        trial.close();
    }

    @Test
    void whileOneIsAwayNothingIsCurrentAndThePredecessorStaysAccepted() {
        UUID rotation = rotateWhileSecondIsAway(Cause.REQUEST);
        RotationRow row = trial.row(rotation);
        assertThat(row.state()).isEqualTo(RotationState.MINTED);
        assertThat(row.delivered()).isEqualTo(new Version("one=2"));
        assertThat(row.lastError()).contains("other: it is away");
        assertThat(trial.key(current).state()).isEqualTo(KeyState.ACTIVE);
        assertThat(trial.key(row.successor()).state()).isEqualTo(KeyState.PENDING);
        assertThat(trial.servesAcceptedKey()).isTrue();
        assertThat(told(rotation))
                .extracting(one -> one.name() + " " + one.state() + " " + one.version())
                .containsExactly("one DELIVERED 2", "other WAITING null");
        assertThat(told(rotation).get(1).trouble()).contains("it is away");

        trial.second.setTrouble(null);
        tryAgain(1);
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.OBSERVING);
        assertThat(trial.store.versions(Trial.PLACE)).isEqualTo(2);
        assertThat(trial.second.versions(Trial.PLACE)).isEqualTo(2);
        assertThat(told(rotation)).extracting(Rotation.Destination::state).containsOnly("VERIFIED");
    }

    @Test
    void afterManyTriesAPersonIsAskedAndMayNotGiveUpWhatIsServed() {
        UUID rotation = rotateWhileSecondIsAway(Cause.REQUEST);
        tryAgain(14);
        RotationRow row = trial.row(rotation);
        assertThat(row.attention()).isEqualTo(Attention.PARTLY_DELIVERED);
        assertThat(row.delivered()).isEqualTo(new Version("one=2"));
        trial.second.setTrouble(null);
        Commands commands = new Commands(trial.workshop("person"));
        assertThatThrownBy(() -> commands.abort(rotation, "person"))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessageContaining("serves the successor already");
        commands.resume(rotation, "person");
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.OBSERVING);
    }

    @Test
    void ofALeakedKeyTheOtherIsTriedForEver() {
        trial.api.leak(current);
        UUID rotation = rotateWhileSecondIsAway(Cause.LEAK);
        tryAgain(14);
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.MINTED);
    }

    @Test
    void rollBackBringsThePredecessorIntoAllAndGoesOnWhereItFailed() {
        UUID rotation = plan(Cause.REQUEST);
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.OBSERVING);
        trial.second.loseNextAnswer(false);
        Rollback rollback = new Rollback(trial.workshop("person"));
        assertThatThrownBy(() -> rollback.rollBack(rotation, "person"))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessageContaining("roll back once more");
        assertThat(rollback.rollBack(rotation, "person")).isEqualTo(new Version("one=3,other=3"));
        for (TestingStore store : trial.stores()) {
            assertThat(store.served(Trial.PLACE).orElseThrow().keyId()).isEqualTo(current.toString());
        }
    }

    /** It goes away after the successor was minted. */
    private UUID rotateWhileSecondIsAway(Cause cause) {
        UUID rotation = plan(cause);
        trial.drain(trial.engine("one", new Listener() {
            @Override
            public void after(RotationRow row, Transition step) {
                if (step == Transition.MINT) {
                    trial.second.setTrouble(Trouble.of(Trouble.Kind.UNAVAILABLE, "it is away", "wait"));
                }
            }
        }));
        return rotation;
    }

    private void tryAgain(int times) {
        for (int attempt = 0; attempt < times; attempt++) {
            trial.elapse();
            trial.drain(trial.engine());
        }
    }

    private UUID plan(Cause cause) {
        ManagedKey key = new ManagedKeys(trial.database.jdbc()).in("dev").get(0);
        return trial.rotations().plan(key, cause, Instant.now(), "person").orElseThrow();
    }

    /** What people see in the page. */
    private List<Rotation.Destination> told(UUID rotation) {
        new Mirror(trial.workshop("one")).catchUp();
        return trial.api.rotation(rotation).orElseThrow().destinations();
    }
}
