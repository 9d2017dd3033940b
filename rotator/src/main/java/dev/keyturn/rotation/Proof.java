package dev.keyturn.rotation;

import dev.keyturn.client.ApiException;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.observation.Observer;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.Outcome.Done;
import dev.keyturn.rotation.Outcome.Failed;
import dev.keyturn.rotation.Outcome.GivenUp;
import dev.keyturn.rotation.Outcome.Stopped;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * DELIVERED to VERIFIED to OBSERVING: what the store really serves is used as a consumer would use it, and made current
 * by its fingerprint.
 */
final class Proof {
    private static final int TRIES_UNTIL_DEAD = 5;

    private final KeyturnClient api;
    private final DueClock clock;

    Proof(KeyturnClient api, DueClock clock) {
        this.api = api;
        this.clock = clock;
    }

    Outcome verify(Work work) {
        Outcome obstacle = look(work);
        return obstacle == null ? new Done(Progress.NONE, "the store serves it and the api accepts it") : obstacle;
    }

    Outcome activate(Work work) {
        Outcome obstacle = work.served() == null ? look(work) : null;
        Held served = work.served();
        if (obstacle != null || served == null) {
            return obstacle == null ? new Failed("nothing was read", null) : obstacle;
        }
        Duration grace = work.isLeak() ? Duration.ZERO : work.policy().grace();
        makeCurrent(work, served);
        return new Done(
                Progress.until(clock.now().plus(grace)),
                work.isLeak() ? "current at once; the predecessor gets no grace" : "current; grace " + grace);
    }

    /** Whoever did it before us and died before writing it down left the key ACTIVE with this very secret. */
    private void makeCurrent(Work work, Held served) {
        Duration grace = work.isLeak() ? Duration.ZERO : work.policy().graceAtApi();
        work.fence();
        try {
            api.activate(work.row().successor(), served.key().fingerprint(), grace);
        } catch (ApiException e) {
            KeyView successor = api.key(work.row().successor());
            if (successor.state() != KeyState.ACTIVE || !api.isAccepted(served.key(), Observer.OURSELVES)) {
                throw e;
            }
        }
    }

    /** Reads what is served and tries it; nothing stands in the way if it is the successor and accepted. */
    private @Nullable Outcome look(Work work) {
        Reading reading = work.store().read(work.row().place());
        if (reading instanceof Trouble trouble) {
            return Steps.of(trouble);
        }
        if (!(reading instanceof Reading.Found found)
                || !work.isSuccessor(found.held())
                || !found.held().version().equals(work.row().delivered())) {
            return Steps.drift(work, reading, work.row().delivered());
        }
        if (api.isAccepted(found.held().key(), Observer.OURSELVES)) {
            work.served(found.held());
            return null;
        }
        return refused(work);
    }

    /** Replicas of the api learn of a new key within a moment; after that a refusal means what it says. */
    private Outcome refused(Work work) {
        KeyView successor = api.key(work.row().successor());
        if (successor.state() == KeyState.REVOKED) {
            return GivenUp.successorRevoked();
        }
        if (work.row().attempt() < TRIES_UNTIL_DEAD) {
            return new Failed("the api does not accept the successor yet", Duration.ofMillis(200));
        }
        return Stopped.because(
                Attention.DEAD_KEY_SERVED,
                work.store().address(work.row().place()) + " serves key " + successor.id() + ", which is refused");
    }
}
