package dev.keyturn.verification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When a key ends, or has ended, in milliseconds of the database's clock, and which one follows it. */
record Ending(
        long graceUntil,
        long expiresAt,
        long revokedAt,
        @Nullable UUID successor) {
    /** Of keys that live on. */
    static final Ending NONE = new Ending(KnownKey.NEVER, KnownKey.NEVER, KnownKey.NEVER, null);

    /** {@link #NONE} itself if it is equal to it. */
    Ending shared() {
        return equals(NONE) ? NONE : this;
    }
}
