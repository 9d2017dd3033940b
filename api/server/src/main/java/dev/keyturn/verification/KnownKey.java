package dev.keyturn.verification;

import dev.keyturn.wire.KeyState;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What memory holds of a key. Times are milliseconds of the database's clock, {@link #NEVER} if there is none.
 *
 * @param state REVOKED also for a candidate secret that was not the one activated
 * @param activatesOnUse whether its first use makes it ACTIVE
 * @param conditions absent unless the key has any
 */
record KnownKey(
        UUID id,
        UUID tenantId,
        String environment,
        KeyState state,
        Set<String> scopes,
        long graceUntil,
        long expiresAt,
        long revokedAt,
        @Nullable UUID successor,
        boolean activatesOnUse,
        @Nullable Conditions conditions) {
    static final long NEVER = Long.MAX_VALUE;

    /**
     * The state at a time: the end of a grace or of a life is an epoch, but a replica that has not seen it yet knows
     * when it comes.
     */
    KeyState stateAt(long now) {
        if (state == KeyState.RETIRING && now >= graceUntil) {
            return KeyState.REVOKED;
        }
        return state.isAccepted() && now >= expiresAt ? KeyState.EXPIRED : state;
    }
}
