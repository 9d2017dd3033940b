package dev.keyturn.rotation;

import dev.keyturn.client.KeyturnClient;
import dev.keyturn.rotation.Outcome.Done;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.Roll;
import java.util.UUID;

/**
 * PREFLIGHT to MINTED: a successor. The rotation's id makes it the same one however often it is asked for, each time
 * with another secret; all of them are accepted until one is activated, so whichever the store takes works.
 */
final class Minting {
    private final KeyturnClient api;

    Minting(KeyturnClient api) {
        this.api = api;
    }

    Outcome mint(Work work) {
        IssuedKey successor = roll(work);
        return new Done(Progress.minted(successor.id()), "successor " + successor.id() + " " + successor.hint());
    }

    boolean isRevoked(UUID successor) {
        return api.key(successor).state() == KeyState.REVOKED;
    }

    /** The grace is named at activation: here it would make a repeat another request once a leak took it away. */
    IssuedKey roll(Work work) {
        Roll roll = new Roll(null, true, work.fence());
        IssuedKey successor = api.roll(work.row().keyId(), roll, work.row().id().toString());
        work.minted(successor.key());
        return successor;
    }
}
