package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Trouble;
import dev.keyturn.observation.Repositories;
import dev.keyturn.observation.Repository;
import dev.keyturn.policy.OnDeadline;
import dev.keyturn.policy.Policy;
import dev.keyturn.policy.Timing;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.RotationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationEngineTest {
    private final Trial trial = new Trial();

    @AfterEach
    void stop() {
        trial.close();
    }

    @Test
    void aManagedKeyIsDeliveredAtOnce() {
        UUID key = trial.api.createManaged("dev", "ingestor");
        UUID rotation = trial.plan().get(0);
        trial.drain(trial.engine());
        RotationRow row = trial.row(rotation);
        assertThat(row.cause()).isEqualTo(Cause.FIRST_DELIVERY);
        assertThat(row.state()).isEqualTo(RotationState.OBSERVING);
        assertThat(trial.served().keyId()).isEqualTo(row.successor().toString());
        assertThat(trial.servesAcceptedKey()).isTrue();
        assertThat(trial.key(key).state()).isEqualTo(KeyState.RETIRING);
        assertThat(trial.key(row.successorId()).state()).isEqualTo(KeyState.ACTIVE);
    }

    @Test
    void nothingIsDueBeforeItsTimeAndEverythingAfter90Days() {
        UUID key = trial.deliveredKey();
        assertThat(trial.plan()).isEmpty();
        trial.ahead = trial.ahead.plus(Duration.ofDays(90));
        UUID rotation = trial.plan().get(0);
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).cause()).isEqualTo(Cause.SCHEDULE);
        assertThat(trial.row(rotation).keyId()).isEqualTo(key);
        assertThat(trial.store.versions(Trial.PLACE)).isEqualTo(2);
        assertThat(trial.plan()).isEmpty();
    }

    @Test
    void thePredecessorIsRetiredWhenEveryConsumerMovedAndItIsQuiet() {
        UUID key = trial.deliveredKey();
        trial.asksForNoQuiet();
        trial.api.use(key, "billing", Instant.now());
        UUID rotation = due();
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).laggards()).containsExactly("billing");
        trial.api.use(trial.row(rotation).successor(), "billing", Instant.now());
        trial.elapse();
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.RETIRED);
        assertThat(trial.key(key).state()).isEqualTo(KeyState.REVOKED);
    }

    @Test
    void atTheDeadlineALaggardIsNamedAndThePredecessorRevoked() {
        UUID key = trial.deliveredKey();
        trial.api.use(key, "billing", Instant.now());
        UUID rotation = due();
        trial.drain(trial.engine());
        trial.ahead = trial.ahead.plus(Duration.ofHours(25));
        trial.elapse();
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.RETIRED);
        assertThat(trial.row(rotation).laggards()).containsExactly("billing");
        assertThat(trial.key(key).state()).isEqualTo(KeyState.REVOKED);
    }

    @Test
    void aPolicyThatHoldsAsksAPersonAndResumingRevokes() {
        trial.policy = new Policy(
                Duration.ofDays(90), Duration.ofHours(24), Duration.ofHours(1), OnDeadline.HOLD, 8, Timing.DEFAULT);
        UUID key = trial.deliveredKey();
        trial.api.use(key, "billing", Instant.now());
        UUID rotation = due();
        trial.drain(trial.engine());
        trial.ahead = trial.ahead.plus(Duration.ofHours(25));
        trial.elapse();
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).attention()).isEqualTo(Attention.LAGGARDS);
        assertThat(trial.key(key).state()).isEqualTo(KeyState.RETIRING);
        assertThat(commands().resume(rotation, "a person")).isEqualTo(RotationState.OBSERVING);
        trial.drain(trial.engine());
        assertThat(trial.key(key).state()).isEqualTo(KeyState.REVOKED);
    }

    /** The scanner is a stand-in that finds whatever it is asked for. */
    @Test
    void whereThePredecessorIsHardCodedIsNamedBeforeItBreaks(@TempDir Path folder) throws IOException {
        Path scanner = Files.writeString(folder.resolve("scanner"), """
                #!/bin/sh
                read -r fingerprint
                printf '{"findings":[{"fingerprint":"%s","places":[{"file":"app.yaml"}]}]}' "$fingerprint"
                exit 1
                """);
        Files.setPosixFilePermissions(scanner, PosixFilePermissions.fromString("rwx------"));
        trial.repositories = new Repositories(List.of(new Repository(folder, scanner.toString())));
        trial.asksForNoQuiet();
        UUID key = trial.deliveredKey();
        UUID rotation = due();
        trial.drain(trial.engine());
        trial.lookUntil(() -> !trial.row(rotation).laggards().isEmpty());
        assertThat(trial.row(rotation).laggards()).containsExactly("hard-coded in " + folder + ": app.yaml");
        assertThat(trial.key(key).state()).isEqualTo(KeyState.RETIRING);
        trial.ahead = trial.ahead.plus(Duration.ofHours(25));
        trial.elapse();
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.RETIRED);
        assertThat(trial.row(rotation).laggards()).hasSize(1);
    }

    @Test
    void driftStopsAndResumingOverwritesWhatWasSeenOnly() {
        trial.deliveredKey();
        trial.store.overwrite(Trial.PLACE);
        UUID rotation = due();
        trial.drain(trial.engine());
        RotationRow row = trial.row(rotation);
        assertThat(row.attention()).isEqualTo(Attention.DRIFT);
        assertThat(row.attentionWords()).contains("should be at version 1").contains("version 2");
        trial.store.overwrite(Trial.PLACE);
        commands().resume(rotation, "a person");
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).attention()).isEqualTo(Attention.DRIFT);
        commands().resume(rotation, "a person");
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.OBSERVING);
        assertThat(trial.servesAcceptedKey()).isTrue();
    }

    @Test
    void driftBetweenMintingAndDeliveryLeavesThePredecessorAlone() {
        UUID key = trial.deliveredKey();
        UUID rotation = due();
        RotationEngine engine = trial.engine("one", new Listener() {
            @Override
            public void moved(RotationRow row, Transition transition, String reason) {
                if (transition == Transition.MINT) {
                    trial.store.overwrite(Trial.PLACE);
                }
            }
        });
        trial.drain(engine);
        assertThat(trial.row(rotation).attention()).isEqualTo(Attention.DRIFT);
        assertThat(trial.key(key).state()).isEqualTo(KeyState.ACTIVE);
        commands().abort(rotation, "a person");
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.ABORTED);
        assertThat(trial.key(trial.row(rotation).successorId()).state()).isEqualTo(KeyState.REVOKED);
    }

    @Test
    void whatTheStoreServesCannotBeGivenUp() {
        trial.deliveredKey();
        UUID rotation = due();
        trial.drain(trial.engine());
        assertThat(refusal(() -> commands().abort(rotation, "a person"))).contains("current already");
        assertThat(refusal(() -> commands().resume(rotation, "a person"))).contains("nothing to resume");
    }

    @Test
    void aStoreThatIsAwayIsTriedAgainAndOneThatRefusesNeedsAPerson() {
        trial.deliveredKey();
        UUID rotation = due();
        trial.store.setTrouble(Trouble.of(Trouble.Kind.UNAVAILABLE, "no answer", "start it"));
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.PLANNED);
        assertThat(trial.row(rotation).lastError()).contains("no answer");
        assertThat(trial.row(rotation).attempt()).isEqualTo(1);
        trial.store.setTrouble(Trouble.of(Trouble.Kind.DENIED, "not allowed", "mend the policy"));
        trial.elapse();
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).attention()).isEqualTo(Attention.DENIED);
        trial.store.setTrouble(null);
        commands().resume(rotation, "a person");
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.OBSERVING);
    }

    @Test
    void aLostAnswerMakesOneVersionWhetherOrNotTheWriteArrived() {
        trial.deliveredKey();
        for (boolean arrived : new boolean[] {false, true}) {
            int before = trial.store.versions(Trial.PLACE);
            UUID rotation = due();
            trial.store.loseNextAnswer(arrived);
            trial.drain(trial.engine());
            assertThat(trial.row(rotation).state()).isEqualTo(RotationState.MINTED);
            trial.elapse();
            trial.drain(trial.engine());
            assertThat(trial.row(rotation).state()).isEqualTo(RotationState.OBSERVING);
            assertThat(trial.store.versions(Trial.PLACE)).isEqualTo(before + 1);
            assertThat(trial.servesAcceptedKey()).isTrue();
            trial.api.setState(trial.row(rotation).keyId(), KeyState.REVOKED);
            trial.elapse();
            trial.drain(trial.engine());
        }
    }

    @Test
    void anApiThatIsAwayIsTriedAgain() {
        trial.deliveredKey();
        UUID rotation = due();
        trial.api.setDown(true);
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).lastError()).contains("the api: ");
        trial.api.setDown(false);
        trial.elapse();
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.OBSERVING);
    }

    @Test
    void aLeakedKeyIsReplacedWithoutGrace() {
        UUID key = trial.deliveredKey();
        trial.api.leak(key);
        UUID rotation = planLeak(key);
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.RETIRED);
        assertThat(trial.servesAcceptedKey()).isTrue();
        assertThat(trial.served().keyId())
                .isEqualTo(trial.row(rotation).successor().toString());
    }

    @Test
    void aLeakHastensTheRotationThatIsOpen() {
        UUID key = trial.deliveredKey();
        trial.store.setTrouble(Trouble.of(Trouble.Kind.DENIED, "not allowed", "mend the policy"));
        UUID rotation = due();
        trial.drain(trial.engine());
        trial.store.setTrouble(null);
        trial.api.leak(key);
        trial.rotations().hasten(rotation, "test");
        trial.drain(trial.engine());
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.RETIRED);
        assertThat(trial.row(rotation).cause()).isEqualTo(Cause.LEAK);
        HistoryAssert.assertComplete(trial.rotations(), rotation);
    }

    @Test
    void theApiIsToldOfEveryTransition() {
        trial.deliveredKey();
        UUID rotation = due();
        trial.drain(trial.engine());
        trial.api.setDown(true);
        new Mirror(trial.workshop("one")).catchUp();
        trial.api.setDown(false);
        new Mirror(trial.workshop("one")).catchUp();
        assertThat(trial.api.rotation(rotation).orElseThrow().state()).isEqualTo(RotationState.OBSERVING);
        assertThat(trial.api.rotation(rotation).orElseThrow().history()).hasSize(6);
        assertThat(trial.rotations().unmirrored(10)).isEmpty();
    }

    @Test
    void anOutOfDateClaimChangesNothing() {
        trial.deliveredKey();
        UUID rotation = due();
        RotationEngine late = trial.engine("late", new Listener() {
            @Override
            public void after(RotationRow row, Transition step) {
                if (step == Transition.MINT) {
                    trial.elapse();
                    trial.drain(trial.engine("early", Listener.NONE));
                }
            }
        });
        late.advance(rotation);
        assertThat(trial.row(rotation).state()).isEqualTo(RotationState.OBSERVING);
        assertThat(trial.store.versions(Trial.PLACE)).isEqualTo(2);
        assertThat(trial.api.accepted(trial.row(rotation).successor())).isEqualTo(1);
        assertThat(trial.rotations().history(rotation))
                .noneMatch(entry -> entry.actor().equals("late") && entry.number() > 2);
        HistoryAssert.assertComplete(trial.rotations(), rotation);
    }

    private UUID due() {
        trial.ahead = trial.ahead.plus(Duration.ofDays(90));
        return trial.plan().get(0);
    }

    private UUID planLeak(UUID key) {
        return trial.rotations()
                .plan(dev.keyturn.schedule.Inventory.of(trial.key(key)), Cause.LEAK, Instant.now(), "test")
                .orElseThrow();
    }

    private Commands commands() {
        return new Commands(trial.workshop("person"));
    }

    private static String refusal(Runnable command) {
        try {
            command.run();
        } catch (CommandRefusedException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("it was not refused");
    }
}
