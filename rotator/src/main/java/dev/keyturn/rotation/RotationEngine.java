package dev.keyturn.rotation;

import dev.keyturn.delivery.Notes;
import dev.keyturn.delivery.Version;
import dev.keyturn.policy.Backoff;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.Journal.Change;
import dev.keyturn.rotation.Journal.Claimed;
import dev.keyturn.rotation.Outcome.Done;
import dev.keyturn.rotation.Outcome.Early;
import dev.keyturn.rotation.Outcome.Failed;
import dev.keyturn.rotation.Outcome.GivenUp;
import dev.keyturn.rotation.Outcome.Stopped;
import dev.keyturn.schedule.ManagedKeys;
import dev.keyturn.wire.RotationState;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes rotations from state to state. It claims a row, takes one step after the other outside any transaction, writes
 * each down, and gives the row back when there is nothing to do but wait. A worker may die at any point: the next one
 * takes the last step that was not written down once more, and every step bears that.
 */
public final class RotationEngine {
    private static final Logger log = LoggerFactory.getLogger(RotationEngine.class);

    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);

    private final Journal journal;
    private final Rotations rotations;
    private final ManagedKeys keys;
    private final Steps steps;
    private final Sites sites;
    private final DueClock clock;
    private final Listener listener;
    private final SecureRandom random = new SecureRandom();

    public RotationEngine(Workshop workshop, Listener listener) {
        this.journal = workshop.journal();
        this.rotations = new Rotations(workshop.jdbc(), workshop.transaction());
        this.keys = new ManagedKeys(workshop.jdbc());
        this.steps = new Steps(workshop, keys);
        this.sites = workshop.sites();
        this.clock = workshop.clock();
        this.listener = listener;
    }

    /**
     * A look at one rotation.
     *
     * @param rotation which one
     * @param lookAgain after which pause it is worth another look; zero if it is over or waits for a person
     */
    public record Pass(UUID rotation, Duration lookAgain) {}

    /** Claims the next rotation whose time has come and takes it as far as it goes now. */
    public Optional<Pass> advanceNext() {
        return journal.claimNext().map(this::advance);
    }

    /** Claims one rotation, whether or not its time has come; nothing if it is over or somebody else works on it. */
    public Optional<Pass> advance(UUID id) {
        return journal.claim(id).filter(this::isOpenToSteps).map(this::advance);
    }

    /** Prolongs the leases of what is being worked on; to be called several times in the time of a lease. */
    public void renewLeases() {
        journal.renew();
    }

    private boolean isOpenToSteps(Claimed claimed) {
        boolean open = claimed.row().state() != RotationState.NEEDS_ATTENTION;
        if (!open) {
            journal.release(claimed, Duration.ZERO, null);
        }
        return open;
    }

    private Pass advance(Claimed claimed) {
        UUID id = claimed.row().id();
        try {
            return sites.find(claimed.row().environment())
                    .map(site -> advance(new Work(claimed, site)))
                    .orElseGet(() -> leave(claimed));
        } catch (LostClaimException e) {
            journal.forget(claimed);
            log.warn("{}: leaving it to whoever has it now", e.getMessage());
            return new Pass(id, Duration.ZERO);
        }
    }

    /** Another rotator's environment, in a database that several share. */
    private Pass leave(Claimed claimed) {
        journal.release(claimed, Duration.ofMinutes(1), null);
        return new Pass(claimed.row().id(), Duration.ZERO);
    }

    private Pass advance(Work work) {
        Optional<Duration> pause = Optional.empty();
        while (pause.isEmpty()) {
            Transition step = Transition.stepFrom(work.row().state());
            listener.before(work.row(), step);
            Outcome outcome = steps.take(step, work);
            if (outcome instanceof Done) {
                listener.after(work.row(), step);
            }
            pause = settle(work, step, outcome);
        }
        return new Pass(work.row().id(), pause.get());
    }

    /** Writes an outcome down. Nothing if the next step can follow at once, else the pause until the next look. */
    private Optional<Duration> settle(Work work, Transition step, Outcome outcome) {
        if (outcome instanceof Done done) {
            move(
                    work,
                    step,
                    change(step.to(work.row().state()), done.progress(), done.reason()),
                    together(work, step, done));
            if (step == Transition.ACTIVATE) {
                annotate(work);
                return quiet(work);
            }
            return work.row().isOver() ? over(work) : Optional.empty();
        }
        Version partly = work.partly();
        if (partly != null) {
            journal.deliveredPartly(work.claimed(), partly);
        }
        if (outcome instanceof Failed failed) {
            return Optional.of(retry(work, failed));
        }
        if (outcome instanceof Early early) {
            return Optional.of(wait(work, early));
        }
        if (outcome instanceof Stopped stopped) {
            Change change = change(RotationState.NEEDS_ATTENTION, Progress.NONE, stopped.words());
            Claimed before = work.claimed();
            move(work, Transition.STOP, change, () -> journal.attend(before, stopped));
            return over(work);
        }
        giveUp(work, (GivenUp) outcome);
        return over(work);
    }

    private void giveUp(Work work, GivenUp givenUp) {
        RotationRow row = work.row();
        Runnable together = givenUp.after() == GivenUp.After.LET_GO
                ? () -> keys.release(row.lineage(), row.keyId())
                : () -> beginAnew(row);
        move(work, Transition.ABORT, change(RotationState.ABORTED, Progress.NONE, givenUp.reason()), together);
    }

    private void beginAnew(RotationRow row) {
        keys.find(row.lineage())
                .filter(key -> key.keyId().equals(row.keyId()))
                .ifPresent(key -> rotations.plan(key, row.cause(), row.dueAt(), journal.owner()));
    }

    private Change change(RotationState to, Progress progress, String reason) {
        return new Change(to, progress, reason, journal.owner());
    }

    private void move(Work work, Transition transition, Change change, @Nullable Runnable together) {
        work.moved(
                together == null
                        ? journal.move(work.claimed(), transition, change)
                        : journal.move(work.claimed(), transition, change, together));
        log.info(
                "{} {}/{}: {} ({})",
                work.row().id(),
                work.row().environment(),
                work.row().slug(),
                change.to(),
                change.reason());
        listener.moved(work.row(), transition, change.reason());
    }

    /** What the schedule learns in the same transaction. */
    private @Nullable Runnable together(Work work, Transition step, Done done) {
        RotationRow row = work.row();
        Version delivered = done.progress().delivered();
        if (step == Transition.DELIVER && delivered != null) {
            return () -> keys.recordDelivery(row.lineage(), delivered, row.successor());
        }
        if (step == Transition.ACTIVATE) {
            return () -> keys.recordRotation(row.lineage(), row.successor(), clock.now());
        }
        return null;
    }

    /** Before the predecessor can have been quiet for long enough there is nothing to see. */
    private Optional<Duration> quiet(Work work) {
        Duration quiet = work.policy().quiet();
        if (work.isLeak() || quiet.isZero()) {
            return Optional.empty();
        }
        Duration first = quiet.compareTo(FIRST_LOOK) < 0 ? quiet : FIRST_LOOK;
        return Optional.of(wait(work, new Early(first, "the predecessor is observed", List.of())));
    }

    /** For people and consumers who look at the store; nothing depends on it. */
    private void annotate(Work work) {
        RotationRow row = work.row();
        Instant now = clock.now();
        Instant next = now.plus(work.policy().interval());
        Notes notes = new Notes(row.id().toString(), row.successor().toString(), now, next);
        work.store()
                .annotate(row.place(), notes)
                .ifPresent(trouble -> log.warn("{}: no notes beside the key: {}", row.place(), trouble));
    }

    private Optional<Duration> over(Work work) {
        journal.release(work.claimed(), Duration.ZERO, null);
        return Optional.of(Duration.ZERO);
    }

    private Duration retry(Work work, Failed failed) {
        Backoff backoff = work.isLeak() ? Backoff.URGENT : Backoff.PATIENT;
        Duration asked = Objects.requireNonNullElse(failed.atLeast(), Duration.ZERO);
        Duration drawn = backoff.pause(work.row().attempt(), random);
        Duration pause = asked.compareTo(drawn) > 0 ? asked : drawn.plusMillis(1);
        journal.release(work.claimed(), pause, failed);
        log.warn("{} {}: {}; again in {}", work.row().id(), work.row().place(), failed.why(), pause);
        listener.waiting(work.row(), failed.why());
        return pause;
    }

    private Duration wait(Work work, Early early) {
        if (!List.copyOf(early.laggards()).equals(work.row().laggards())) {
            journal.lag(work.claimed(), early.laggards());
        }
        journal.release(work.claimed(), early.pause(), null);
        listener.waiting(work.row(), early.why());
        return early.pause();
    }
}
