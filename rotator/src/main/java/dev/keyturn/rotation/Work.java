package dev.keyturn.rotation;

import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Store;
import dev.keyturn.delivery.Version;
import dev.keyturn.key.ApiKey;
import dev.keyturn.policy.Policy;
import dev.keyturn.rotation.Journal.Claimed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rotation in the hands of one worker, from its claim to its release. Plaintext lives here and nowhere else: a worker
 * that dies takes it along, and the next one has another minted.
 */
final class Work {
    private final Site site;
    private Claimed claimed;
    private @Nullable ApiKey minted;
    private @Nullable Held served;
    private @Nullable Version partly;

    Work(Claimed claimed, Site site) {
        this.claimed = claimed;
        this.site = site;
    }

    Claimed claimed() {
        return claimed;
    }

    RotationRow row() {
        return claimed.row();
    }

    Policy policy() {
        return site.policy(row().slug());
    }

    Store store() {
        return site.store();
    }

    /** The fence that goes with every request, after making sure that the claim still stands. */
    long fence() {
        claimed.claim().check();
        return claimed.claim().fence();
    }

    void moved(Claimed next) {
        claimed = next;
    }

    /** The successor as this worker had it minted, if it did. */
    @Nullable
    ApiKey minted() {
        return minted;
    }

    void minted(ApiKey key) {
        minted = key;
    }

    /** What the store serves, as this worker read it and found it good, if it did. */
    @Nullable
    Held served() {
        return served;
    }

    void served(Held held) {
        served = held;
    }

    /** The destinations that took the successor while another did not, as this worker saw it. */
    @Nullable
    Version partly() {
        return partly;
    }

    void partly(Version delivered) {
        partly = delivered;
    }

    boolean isLeak() {
        return row().cause() == Cause.LEAK;
    }

    boolean isSuccessor(Held held) {
        UUID successor = row().successorId();
        return successor != null && held.keyId().equals(successor.toString());
    }
}
