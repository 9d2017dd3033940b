package dev.keyturn.rotation;

import dev.keyturn.client.ApiException;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.rotation.Journal.Change;
import dev.keyturn.rotation.Journal.Claimed;
import dev.keyturn.schedule.ManagedKeys;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.Roll;
import dev.keyturn.wire.RotationState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person can ask of a rotation. */
public final class Commands {
    private final KeyturnClient api;
    private final Journal journal;
    private final ManagedKeys keys;
    private final Sites sites;

    public Commands(Workshop workshop) {
        this.api = workshop.api();
        this.journal = workshop.journal();
        this.keys = new ManagedKeys(workshop.jdbc());
        this.sites = workshop.sites();
    }

    /**
     * Lets a rotation that waits for a person go on where it stopped. Where somebody else had written to the store, what
     * was seen there then may be overwritten; what came later may not.
     *
     * @return the state it goes on from
     * @throws CommandRefusedException if it does not wait for a person
     */
    public RotationState resume(UUID id, String actor) {
        return holding(id, claimed -> {
            RotationRow row = claimed.row();
            if (row.state() != RotationState.NEEDS_ATTENTION) {
                throw new CommandRefusedException("rotation " + id + " is in state " + row.state()
                        + ", not NEEDS_ATTENTION: there is nothing to resume");
            }
            RotationState to = resumption(row);
            Change change = new Change(to, Progress.NONE, "resumed after " + row.attention(), actor);
            Claimed after = journal.move(claimed, Transition.RESUME, change, () -> acceptWhatWasSeen(claimed));
            journal.release(after, Duration.ZERO, null);
            return to;
        });
    }

    private void acceptWhatWasSeen(Claimed claimed) {
        RotationRow row = claimed.row();
        Version seen = row.seen();
        if (row.attention() == Attention.DRIFT && seen != null) {
            keys.recordVersion(row.lineage(), seen.value());
            journal.expectSeen(claimed);
        }
        journal.attend(claimed, null);
    }

    /** What was delivered and then overwritten, or refused, has to be delivered once more. */
    private static RotationState resumption(RotationRow row) {
        RotationState stopped = Objects.requireNonNull(row.stoppedIn(), "a stopped rotation says where");
        boolean deliverAgain = row.attention() == Attention.DRIFT
                && (stopped == RotationState.DELIVERED || stopped == RotationState.VERIFIED);
        return deliverAgain ? RotationState.MINTED : stopped;
    }

    /**
     * Gives a rotation up. Its successor ends, and the key that was to be replaced stays as it is; for a day nothing but a
     * leak or a person has it rotated.
     *
     * @throws CommandRefusedException if the store serves the successor, or could come to; or if the key leaked, so that
     *     what the store serves is refused
     */
    public void abort(UUID id, String actor) {
        holding(id, claimed -> {
            RotationRow row = claimed.row();
            requireBeforeDelivery(claimed);
            requireAlive(row);
            end(successor(claimed));
            Change change = new Change(RotationState.ABORTED, Progress.NONE, "given up on request", actor);
            journal.release(
                    journal.move(claimed, Transition.ABORT, change, () -> journal.giveUp(claimed)),
                    Duration.ZERO,
                    null);
            return row.state();
        });
    }

    /** A successor that leaked has ended already. */
    private void end(@Nullable UUID successor) {
        if (successor != null && api.key(successor).state() != KeyState.REVOKED) {
            api.abandon(successor);
        }
    }

    private void requireAlive(RotationRow row) {
        if (row.cause() == Cause.LEAK && api.key(row.keyId()).managed()) {
            throw new CommandRefusedException(
                    "the key leaked and is refused, so its consumers need the successor: let the"
                            + " rotation go on; to leave them without, end the key's management first");
        }
    }

    private void requireBeforeDelivery(Claimed claimed) {
        RotationRow row = claimed.row();
        RotationState stage = row.stoppedIn() == null ? row.state() : row.stoppedIn();
        if (EnumSet.of(RotationState.PLANNED, RotationState.PREFLIGHT).contains(stage)) {
            return;
        }
        if (stage == RotationState.OBSERVING) {
            throw new CommandRefusedException("the successor is current already and cannot be given up: rotate the key"
                    + " once more with 'keyturn rotator run " + row.environment() + "/" + row.slug() + "'");
        }
        if (claimed.claim().previousOwner() != null) {
            throw new CommandRefusedException("worker " + claimed.claim().previousOwner() + " stopped in the middle of"
                    + " this rotation and may still have delivered: let it go on, it ends well");
        }
        requireNotServed(row);
    }

    private void requireNotServed(RotationRow row) {
        Site site = sites.find(row.environment())
                .orElseThrow(() -> new CommandRefusedException(
                        "environment '" + row.environment() + "' is not in this rotator's configuration"));
        Reading reading = site.store().read(row.place());
        if (reading instanceof Trouble trouble) {
            throw new CommandRefusedException(
                    "whether the store serves the successor cannot be seen, so it must stay alive: " + trouble);
        }
        List<Held> held = reading instanceof Reading.Found found
                ? List.of(found.held())
                : reading instanceof Reading.Partly partly ? partly.held() : List.of();
        String successor = row.successor().toString();
        if (held.stream().anyMatch(one -> one.keyId().equals(successor))) {
            throw new CommandRefusedException(
                    "the store serves the successor already: let the rotation go on, or rotate the key once more");
        }
    }

    /**
     * Where minting may have been tried, the successor is asked for once more: then there is one to end, and a worker that
     * stalled with its request under way is refused when that arrives.
     */
    private @Nullable UUID successor(Claimed claimed) {
        RotationRow row = claimed.row();
        if (row.successorId() != null || row.expected() == null) {
            return row.successorId();
        }
        try {
            Roll roll = new Roll(null, true, claimed.claim().fence());
            return api.roll(row.keyId(), roll, row.id().toString()).id();
        } catch (ApiException e) {
            return null;
        }
    }

    private interface Task<T> {
        T apply(Claimed claimed);
    }

    private <T> T holding(UUID id, Task<T> work) {
        Claimed claimed = journal.claim(id)
                .orElseThrow(() -> new CommandRefusedException("rotation " + id
                        + " does not exist, is over, or is being worked on just now: see 'keyturn rotator status'"));
        try {
            return work.apply(claimed);
        } catch (RuntimeException e) {
            journal.release(claimed, Duration.ZERO, null);
            throw e;
        }
    }
}
