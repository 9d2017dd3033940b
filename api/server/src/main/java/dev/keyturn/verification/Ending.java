package dev.keyturn.verification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When a key ends, or has ended, in milliseconds of the database's clock, which one follows it, and since when that one
 * is there.
 */
record Ending(
        long graceUntil,
        long expiresAt,
        long revokedAt,
        @Nullable UUID successor,
        long succeededAt) {
    /** Of keys that live on. */
    static final Ending NONE = new Ending(KnownKey.NEVER, KnownKey.NEVER, KnownKey.NEVER, null, KnownKey.NEVER);

    /** {@link #NONE} itself if it is equal to it. */
    Ending shared() {
        return equals(NONE) ? NONE : this;
    }
}
