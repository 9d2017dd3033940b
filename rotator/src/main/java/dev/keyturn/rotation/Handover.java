package dev.keyturn.rotation;

import dev.keyturn.client.ApiException;
import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import dev.keyturn.key.ApiKey;
import dev.keyturn.rotation.Outcome.Done;
import dev.keyturn.rotation.Outcome.Failed;
import dev.keyturn.rotation.Outcome.GivenUp;
import dev.keyturn.rotation.Outcome.Stopped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * MINTED to DELIVERED: the store takes the successor, on condition that it is at the version noted before. A worker that
 * did not mint the successor itself looks first: an earlier one may have got this far.
 */
final class Handover {
    /** With growing pauses that is some twenty minutes. */
    private static final int TRIES_UNTIL_TOLD = 12;

    private final Minting minting;

    Handover(Minting minting) {
        this.minting = minting;
    }

    /** Those that serve it go on; after many tries a person is asked about the others, unless the key leaked. */
    Outcome deliver(Work work) {
        ApiKey minted = work.minted();
        Outcome outcome = minted == null ? deliverAfterLooking(work) : write(work, minted);
        boolean enough = work.row().attempt() >= TRIES_UNTIL_TOLD && !work.isLeak();
        return outcome instanceof Failed failed && enough && isPartlyDelivered(work)
                ? Stopped.because(Attention.PARTLY_DELIVERED, failed.why())
                : outcome;
    }

    private static boolean isPartlyDelivered(Work work) {
        Version delivered = work.partly() == null ? work.row().delivered() : work.partly();
        return delivered != null
                && work.store().parts(work.row().place(), delivered).stream().anyMatch(part -> part.version() == null);
    }

    private Outcome deliverAfterLooking(Work work) {
        Reading there = work.store().read(work.row().place());
        Optional<ApiKey> begun = begun(work, there);
        if (begun.isPresent()) {
            return write(work, begun.get());
        }
        Outcome settled = settled(work, there);
        return settled == null ? mintAgainAndWrite(work) : settled;
    }

    /** Of several destinations some serve the successor: that very secret goes to the others. */
    private static Optional<ApiKey> begun(Work work, Reading there) {
        return there instanceof Reading.Partly partly
                ? partly.held().stream()
                        .filter(work::isSuccessor)
                        .map(Held::key)
                        .findFirst()
                : Optional.empty();
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
        return there.version().equals(expected) ? null : Steps.drift(work, there, expected);
    }

    private static Outcome write(Work work, ApiKey key) {
        work.fence();
        String successor = work.row().successor().toString();
        Delivery delivery = new Delivery(work.row().place(), work.row().expectedVersion(), key, successor);
        Writing writing = work.store().write(delivery);
        if (writing instanceof Writing.Partly partly) {
            work.partly(partly.delivered());
            return outcome(work, partly.rest());
        }
        return outcome(work, writing);
    }

    private static Outcome outcome(Work work, Writing writing) {
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
        if (begun(work, current).isPresent()) {
            return new Failed("an earlier attempt got there first; it is gone on with", null);
        }
        Outcome settled = settled(work, current);
        return settled == null ? new Failed("the store refused the version that it is at", null) : settled;
    }

    private static Outcome delivered(Version version, String how) {
        return new Done(Progress.delivered(version), "version " + version + " holds the successor (" + how + ")");
    }
}
