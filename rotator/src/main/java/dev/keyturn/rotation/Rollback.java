package dev.keyturn.rotation;

import dev.keyturn.client.KeyturnClient;
import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import dev.keyturn.observation.Observer;
import dev.keyturn.rotation.Journal.Change;
import dev.keyturn.rotation.Journal.Claimed;
import dev.keyturn.schedule.ManagedKeys;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.RotationState;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Takes a change-over back while the predecessor is still accepted: it is current again at the api, and what the store
 * held before becomes a new version of it. Both keys are accepted until the successor's grace is over. It can be asked for
 * again after a failure; until it is done, nothing retires the predecessor.
 */
public final class Rollback {
    private final KeyturnClient api;
    private final Journal journal;
    private final ManagedKeys keys;
    private final Sites sites;

    public Rollback(Workshop workshop) {
        this.api = workshop.api();
        this.journal = workshop.journal();
        this.keys = new ManagedKeys(workshop.jdbc());
        this.sites = workshop.sites();
    }

    /**
     * Rolls a rotation back.
     *
     * @return the version in which the store serves the predecessor
     * @throws CommandRefusedException if it is too early or too late for that, or did not succeed
     */
    public Version rollBack(UUID id, String actor) {
        Claimed claimed = journal.claim(id)
                .orElseThrow(() -> new CommandRefusedException("rotation " + id
                        + " does not exist, is over, or is being worked on just now: see 'keyturn rotator status'"));
        try {
            return rollBack(claimed, actor);
        } finally {
            journal.release(claimed, Duration.ZERO, null);
        }
    }

    private Version rollBack(Claimed claimed, String actor) {
        RotationRow row = claimed.row();
        Site site = sites.find(row.environment())
                .orElseThrow(() -> new CommandRefusedException(
                        "environment '" + row.environment() + "' is not in this rotator's configuration"));
        KeyView predecessor = predecessor(row);
        Held before = before(site, row);
        Version current = current(site, row, before);
        claimed.claim().check();
        api.reinstate(row.keyId(), site.policy(row.slug()).grace());
        Version version = write(site, new Delivery(row.place(), current, before.key(), before.keyId()));
        Instant made = predecessor.activatedAt() == null ? predecessor.createdAt() : predecessor.activatedAt();
        Change change = new Change(
                RotationState.ABORTED,
                Progress.NONE,
                "rolled back: version " + version + " holds the predecessor",
                actor);
        journal.move(claimed, Transition.ROLL_BACK, change, () -> {
            journal.giveUp(claimed);
            keys.recordDelivery(row.lineage(), version, row.keyId());
            keys.reinstate(row.lineage(), row.keyId(), made);
        });
        return version;
    }

    private KeyView predecessor(RotationRow row) {
        RotationState stage = row.stoppedIn() == null ? row.state() : row.stoppedIn();
        if (stage != RotationState.OBSERVING) {
            throw new CommandRefusedException("the successor is not current yet (" + stage
                    + "), so there is nothing to roll back: 'keyturn rotator abort' gives the rotation up");
        }
        KeyView predecessor = api.key(row.keyId());
        if (predecessor.state() != KeyState.RETIRING && predecessor.state() != KeyState.ACTIVE) {
            throw new CommandRefusedException("the predecessor is " + predecessor.state()
                    + " and cannot come back: rotate the key once more with 'keyturn rotator run " + row.environment()
                    + "/" + row.slug() + "'");
        }
        return predecessor;
    }

    /** What the store served before the delivery. */
    private Held before(Site site, RotationRow row) {
        Reading reading = site.store().read(row.place(), row.expectedVersion());
        if (reading instanceof Reading.Found found
                && found.held().keyId().equals(row.keyId().toString())
                && api.isAccepted(found.held().key(), Observer.OURSELVES)) {
            return found.held();
        }
        throw new CommandRefusedException(
                "version " + row.expected() + " of " + site.store().address(row.place())
                        + " does not hold the predecessor (any more), so it cannot be put back");
    }

    /** The version that the rotation left; where a destination serves the predecessor again, it stays as it is. */
    private static Version current(Site site, RotationRow row, Held before) {
        Reading now = site.store().read(row.place());
        boolean ours = now instanceof Reading.Found found
                && (found.held().version().equals(row.delivered())
                        || found.held().key().equals(before.key()));
        boolean begun = now instanceof Reading.Partly partly
                && partly.held().stream().anyMatch(held -> held.key().equals(before.key()));
        Version delivered = row.delivered();
        if (delivered == null || !(ours || begun)) {
            throw new CommandRefusedException(
                    site.store().address(row.place()) + " does not hold what the rotation put there: look at it first");
        }
        return delivered;
    }

    private static Version write(Site site, Delivery delivery) {
        Writing writing = site.store().write(delivery);
        if (writing instanceof Writing.Written written) {
            return written.version();
        }
        throw new CommandRefusedException(
                "the predecessor is current again at the api, and the store has not been seen to"
                        + " serve it yet; both keys are accepted: roll back once more");
    }
}
