package dev.keyturn.rotation;

import dev.keyturn.client.KeyturnClient;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.observation.Observation;
import dev.keyturn.observation.Observer;
import dev.keyturn.observation.Repositories;
import dev.keyturn.policy.DueClock;
import dev.keyturn.policy.OnDeadline;
import dev.keyturn.policy.Policy;
import dev.keyturn.rotation.Outcome.Done;
import dev.keyturn.rotation.Outcome.Early;
import dev.keyturn.rotation.Outcome.Stopped;
import dev.keyturn.schedule.ManagedKey;
import dev.keyturn.schedule.ManagedKeys;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.RevocationReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * OBSERVING to RETIRED: the predecessor is revoked once traffic proves that nobody uses it, or when its grace is over;
 * and only while the store serves a key that the api accepts.
 */
final class Retirement {
    private static final Duration LEAST = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMinutes(2);
    private static final Duration SELDOM = Duration.ofMinutes(15);
    private static final Duration SEARCHING = Duration.ofSeconds(5);

    private final KeyturnClient api;
    private final ManagedKeys keys;
    private final Observer observer;
    private final Repositories repositories;
    private final DueClock clock;

    Retirement(Workshop workshop, ManagedKeys keys) {
        this.api = workshop.api();
        this.keys = keys;
        this.observer = new Observer(api);
        this.repositories = workshop.repositories();
        this.clock = workshop.clock();
    }

    Outcome retire(Work work) {
        KeyView predecessor = api.key(work.row().keyId());
        if (!predecessor.state().isAccepted()) {
            return new Done(
                    Progress.NONE,
                    "the predecessor is refused already: "
                            + predecessor.state().name().toLowerCase(java.util.Locale.ROOT));
        }
        if (predecessor.state() == KeyState.ACTIVE) {
            return Stopped.because(Attention.ROLLBACK_UNFINISHED, "the predecessor is ACTIVE");
        }
        Observation traffic = observer.observe(work.row().keyId(), work.row().successor(), since(work));
        Optional<List<String>> hardCoded = repositories.holding(work.row().keyId(), () -> fingerprint(work));
        if (hardCoded.isEmpty()) {
            return new Early(SEARCHING, "repositories are being searched for the predecessor", traffic.laggards());
        }
        Observation seen = traffic.with(hardCoded.get());
        if (seen.proves(work.policy().quiet())) {
            return revoke(work, List.of(), "everybody moved and it was quiet");
        }
        return isOver(work) ? atDeadline(work, seen) : early(work, seen);
    }

    /** As the store still holds the predecessor, in the version that the successor took the place of. */
    private static Optional<Fingerprint> fingerprint(Work work) {
        Version before = work.row().expected();
        return before != null
                        && work.store().read(work.row().place(), before) instanceof Reading.Found found
                        && found.held().keyId().equals(work.row().keyId().toString())
                ? Optional.of(found.held().key().fingerprint())
                : Optional.empty();
    }

    private boolean isOver(Work work) {
        Instant deadline = work.row().deadline();
        return work.row().released() || (deadline != null && !clock.now().isBefore(deadline));
    }

    private Outcome atDeadline(Work work, Observation seen) {
        Policy policy = work.policy();
        String rest = seen.missing(policy.quiet());
        if (policy.onDeadline() == OnDeadline.HOLD && !work.row().released() && !work.isLeak()) {
            return Stopped.because(Attention.LAGGARDS, "the grace is over; " + rest);
        }
        return revoke(work, seen.laggards(), "its grace is over; " + rest);
    }

    /** Until it can be quiet there is no proof to be had; who lags is looked at more often, so that people see it. */
    private Outcome early(Work work, Observation seen) {
        Duration quiet = work.policy().quiet();
        Duration left = Duration.between(seen.completeUntil(), seen.lastUse().plus(quiet));
        Duration pause = seen.laggards().isEmpty() ? shorter(left, SELDOM) : shorter(quiet, OFTEN);
        Duration least = quiet.compareTo(LEAST) < 0 && !quiet.isZero() ? quiet : LEAST;
        return new Early(pause.compareTo(least) < 0 ? least : pause, seen.missing(quiet), seen.laggards());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The last look before the one step that cannot be taken back. */
    private Outcome revoke(Work work, List<String> laggards, String why) {
        Outcome obstacle = obstacle(work);
        if (obstacle != null) {
            return obstacle;
        }
        work.fence();
        Receipt receipt = api.revoke(work.row().keyId(), RevocationReason.ROTATED);
        return new Done(
                Progress.lagging(laggards),
                why + "; refused by " + receipt.replicas().size() + " replicas since " + receipt.revokedAt()
                        + " (epoch " + receipt.epoch() + ")");
    }

    private @Nullable Outcome obstacle(Work work) {
        Reading reading = work.store().read(work.row().place());
        if (reading instanceof Trouble trouble) {
            return Steps.of(trouble);
        }
        if (reading instanceof Reading.Found found && isCurrent(work, found.held())) {
            return null;
        }
        return Stopped.because(
                Attention.NOT_SERVED,
                work.store().address(work.row().place()) + " does not serve an accepted successor of this key");
    }

    /** The successor, or what our later rotations of the same key put in its place. */
    private boolean isCurrent(Work work, Held held) {
        UUID delivered =
                keys.find(work.row().lineage()).map(ManagedKey::deliveredKeyId).orElse(null);
        boolean ours =
                work.isSuccessor(held) || (delivered != null && held.keyId().equals(delivered.toString()));
        return ours
                && !held.keyId().equals(work.row().keyId().toString())
                && api.isAccepted(held.key(), Observer.OURSELVES);
    }

    private static Instant since(Work work) {
        return Objects.requireNonNull(work.row().observedSince(), "an observed rotation has a start");
    }
}
