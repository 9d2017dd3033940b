package dev.keyturn.verification;

import dev.keyturn.wire.KeyState;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What memory holds of a key: 40 bytes and what it shares with others. Times are milliseconds of the database's clock,
 * {@link #NEVER} if there is none.
 *
 * @param idHigh upper half of the key's id
 * @param idLow lower half
 */
record KnownKey(long idHigh, long idLow, Terms terms, Ending ending) {
    static final long NEVER = Long.MAX_VALUE;

    UUID id() {
        return new UUID(idHigh, idLow);
    }

    UUID tenantId() {
        return terms.tenantId();
    }

    String environment() {
        return terms.environment();
    }

    KeyState state() {
        return terms.state();
    }

    Set<String> scopes() {
        return terms.scopes();
    }

    boolean activatesOnUse() {
        return terms.activatesOnUse();
    }

    @Nullable
    Conditions conditions() {
        return terms.conditions();
    }

    long graceUntil() {
        return ending.graceUntil();
    }

    long revokedAt() {
        return ending.revokedAt();
    }

    @Nullable
    UUID successor() {
        return ending.successor();
    }

    /** Since when there is a successor. */
    long succeededAt() {
        return ending.succeededAt();
    }

    /**
     * The state at a time: the end of a grace or of a life is an epoch, but a replica that has not seen it yet knows
     * when it comes.
     */
    KeyState stateAt(long now) {
        KeyState state = terms.state();
        if (state == KeyState.RETIRING && now >= ending.graceUntil()) {
            return KeyState.REVOKED;
        }
        return state.isAccepted() && now >= ending.expiresAt() ? KeyState.EXPIRED : state;
    }
}
