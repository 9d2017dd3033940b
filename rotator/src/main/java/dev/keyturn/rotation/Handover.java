package dev.keyturn.rotation;

import dev.keyturn.client.ApiException;
import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import dev.keyturn.key.ApiKey;
import dev.keyturn.rotation.Outcome.Done;
import dev.keyturn.rotation.Outcome.Failed;
import dev.keyturn.rotation.Outcome.GivenUp;
import org.jspecify.annotations.Nullable;

/**
 * MINTED to DELIVERED: the store takes the successor, on condition that it is at the version noted before. A worker that
 * did not mint the successor itself looks first: an earlier one may have got this far.
 */
final class Handover {
    private final Minting minting;

    Handover(Minting minting) {
        this.minting = minting;
    }

    Outcome deliver(Work work) {
        ApiKey minted = work.minted();
        return minted == null ? deliverAfterLooking(work) : write(work, minted);
    }

    private Outcome deliverAfterLooking(Work work) {
        Reading there = work.store().read(work.row().place());
        Outcome settled = settled(work, there);
        if (settled != null) {
            return settled;
        }
        return mintAgainAndWrite(work);
    }

    /** Of a successor that leaked meanwhile there is no further secret to be had. */
    private Outcome mintAgainAndWrite(Work work) {
        try {
            return write(work, minting.roll(work).key());
        } catch (ApiException e) {
            if (minting.isRevoked(work.row().successor())) {
                return GivenUp.successorRevoked();
            }
            throw e;
        }
    }

    /** What follows from a reading alone: nothing if the place is still as it was noted. */
    private static @Nullable Outcome settled(Work work, Reading there) {
        if (there instanceof Trouble trouble) {
            return Steps.of(trouble);
        }
        if (there instanceof Reading.Found found && work.isSuccessor(found.held())) {
            return delivered(found.held().version(), "found there, from an earlier attempt");
        }
        Version expected = work.row().expectedVersion();
        return Steps.version(there).equals(expected) ? null : Steps.drift(work, there, expected);
    }

    private static Outcome write(Work work, ApiKey key) {
        work.fence();
        String successor = work.row().successor().toString();
        Delivery delivery = new Delivery(work.row().place(), work.row().expectedVersion(), key, successor);
        Writing writing = work.store().write(delivery);
        if (writing instanceof Writing.Written written) {
            return delivered(written.version(), "written");
        }
        if (writing instanceof Writing.Conflict conflict) {
            return conflict(work, conflict.current());
        }
        if (writing instanceof Writing.Ambiguous ambiguous) {
            return new Failed("the store: " + ambiguous.cause(), null);
        }
        return Steps.of((Trouble) writing);
    }

    private static Outcome conflict(Work work, Reading current) {
        Outcome settled = settled(work, current);
        return settled == null ? new Failed("the store refused the version that it is at", null) : settled;
    }

    private static Outcome delivered(Version version, String how) {
        return new Done(Progress.delivered(version), "version " + version + " holds the successor (" + how + ")");
    }
}
