package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Trouble;
import dev.keyturn.policy.Calendar;
import dev.keyturn.policy.OnDeadline;
import dev.keyturn.policy.Policy;
import dev.keyturn.policy.Selection;
import dev.keyturn.policy.Timing;
import dev.keyturn.policy.Window;
import dev.keyturn.schedule.ManagedKeys;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.RotationState;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When keys have their turn: by their own policies, in windows, and environment after environment. */
class TimetableTest {
    private final Trial trial = new Trial();

    @AfterEach
    void stop() {
        trial.close();
    }

    @Test
    void environmentsGoOneAfterTheOtherAndEachSoaks() {
        delivered(List.of(site("dev", null), site("stg", "dev"), site("prd", "stg")));
        assertThat(planned()).containsExactly("dev");
        drain();
        assertThat(planned()).isEmpty();
        assertThat(turn("stg").reasons()).anyMatch(why -> why.contains("dev/ingestor soaks until"));
        soak();
        assertThat(planned()).containsExactly("stg");
        assertThat(turn("prd").blocked()).isEqualTo("stg/ingestor is on its way");
        drain();
        soak();
        assertThat(planned()).containsExactly("prd");
    }

    @Test
    void whereOneFailsTheNextDoesNotBegin() {
        delivered(List.of(site("dev", null), site("stg", "dev")));
        assertThat(planned()).containsExactly("dev");
        trial.store.setTrouble(Trouble.of(Trouble.Kind.DENIED, "not allowed", "mend the policy"));
        drain();
        trial.store.setTrouble(null);
        soak();
        assertThat(planned()).isEmpty();
        assertThat(turn("stg").blocked()).isEqualTo("dev/ingestor stopped and needs a person");
        UUID stopped = trial.rotations().open().get(0).id();
        new Commands(trial.workshop("person")).resume(stopped, "person");
        drain();
        soak();
        assertThat(planned()).containsExactly("stg");
    }

    @Test
    void anEnvironmentOfAnotherRotatorIsKnownFromTheApi() {
        delivered(List.of(site("dev", null), site("prd", null)));
        trial.sites = List.of(site("prd", "dev"));
        UUID dev = trial.api.views().stream()
                .filter(key -> key.environment().equals("dev"))
                .findFirst()
                .orElseThrow()
                .id();
        trial.api.tell(dev, "dev", "ingestor", RotationState.DELIVERED);
        assertThat(planned()).isEmpty();
        trial.api.tell(dev, "dev", "ingestor", RotationState.RETIRED);
        assertThat(planned()).containsExactly("prd");
    }

    @Test
    void aKeyHasItsOwnInterval() {
        Policy weekly = new Policy(
                Duration.ofDays(7), Duration.ofHours(24), Duration.ZERO, OnDeadline.REVOKE, 8, Timing.DEFAULT);
        Site.Share own = new Site.Share(new Selection("ingest*", List.of()), weekly);
        trial.sites = List.of(new Site("dev", trial.store, Policy.DEFAULT, List.of(own), null));
        trial.api.createManaged("dev", "billing");
        delivered(trial.sites);
        trial.ahead = trial.ahead.minus(Duration.ofDays(83));
        assertThat(trial.plan()).hasSize(1);
        assertThat(trial.rotations().open()).anyMatch(row -> row.slug().equals("ingestor"));
    }

    /** The first trial is delivered outside of any window: what the store does not have waits for nothing. */
    @Test
    void outsideItsWindowsNothingBeginsAndALeakDoesNotWait() {
        Instant now = Instant.now().plus(trial.ahead).plus(Duration.ofHours(25)).plus(Duration.ofDays(90));
        LocalTime from = now.atOffset(ZoneOffset.UTC).toLocalTime().plusHours(6).withMinute(0);
        Window window = new Window(EnumSet.allOf(DayOfWeek.class), from, from.plusHours(2), ZoneOffset.UTC);
        Policy policy = new Policy(
                Duration.ofDays(90),
                Duration.ofHours(24),
                Duration.ZERO,
                OnDeadline.REVOKE,
                8,
                new Timing(0.05, Duration.ofHours(1), new Calendar(List.of(window), List.of())));
        delivered(List.of(new Site("dev", trial.store, policy)));
        assertThat(planned()).isEmpty();
        assertThat(turn("dev").reasons()).contains("outside the maintenance windows");
        trial.ahead = trial.ahead.plus(Duration.ofHours(7));
        assertThat(planned()).containsExactly("dev");
        trial.ahead = trial.ahead.plus(Duration.ofHours(2));
        trial.drain(trial.engine());
        RotationRow waiting = trial.rotations().open().get(0);
        assertThat(waiting.state()).isEqualTo(RotationState.PLANNED);
        trial.api.leak(waiting.keyId());
        trial.rotations().hasten(waiting.id(), "test");
        trial.drain(trial.engine());
        assertThat(trial.row(waiting.id()).state()).isEqualTo(RotationState.RETIRED);
    }

    private Site site(String environment, @Nullable String after) {
        Policy policy = new Policy(
                Duration.ofDays(90), Duration.ofHours(24), Duration.ZERO, OnDeadline.REVOKE, 8, Timing.DEFAULT);
        return new Site(environment, trial.store, policy, List.of(), after);
    }

    /** One key in each environment, delivered, its first predecessor gone, and 90 days older than it was. */
    private void delivered(List<Site> sites) {
        trial.sites = sites;
        sites.forEach(site -> trial.api.createManaged(site.environment(), "ingestor"));
        trial.plan();
        trial.drain(trial.engine());
        trial.ahead = trial.ahead.plus(Duration.ofHours(25));
        trial.api.views().stream()
                .filter(key -> key.state() == KeyState.RETIRING)
                .forEach(key -> trial.api.setState(key.id(), KeyState.REVOKED));
        trial.elapse();
        trial.drain(trial.engine());
        assertThat(trial.rotations().open()).isEmpty();
        trial.ahead = trial.ahead.plus(Duration.ofDays(90));
    }

    /** The environments in which something is planned now. */
    private List<String> planned() {
        return trial.plan().stream().map(id -> trial.row(id).environment()).toList();
    }

    private void soak() {
        trial.ahead = trial.ahead.plus(Duration.ofHours(2));
    }

    /** Takes everything on; what becomes current does so on the trial's clock. */
    private void drain() {
        trial.drain(trial.engine());
        trial.database
                .jdbc()
                .sql("UPDATE rotation SET observed_since = :then WHERE observed_since < now()")
                .param("then", Timestamp.from(Instant.now().plus(trial.ahead)))
                .update();
    }

    private Turn turn(String environment) {
        Workshop workshop = trial.workshop("one");
        Site site = workshop.sites().find(environment).orElseThrow();
        return new Timetable(workshop)
                .of(site, new ManagedKeys(trial.database.jdbc()).in(environment).get(0));
    }
}
