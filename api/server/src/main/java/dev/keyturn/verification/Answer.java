package dev.keyturn.verification;

import dev.keyturn.wire.VerificationCode;
import org.jspecify.annotations.Nullable;

/**
 * What the api says about a presented key.
 *
 * @param key absent if there is none, or none that the asker may know of
 */
record Answer(VerificationCode code, @Nullable KnownKey key) {
    static final Answer MALFORMED = new Answer(VerificationCode.MALFORMED, null);
    static final Answer UNKNOWN = new Answer(VerificationCode.UNKNOWN, null);
}
