package dev.keyturn.verification;

import dev.keyturn.wire.VerificationCode;
import org.jspecify.annotations.Nullable;

/**
 * What the api says about a presented key.
 *
 * @param key absent if there is none, or none that the asker may know of
 * @param waitMillis until a key that is used too often may be tried again, else 0
 */
record Answer(VerificationCode code, @Nullable KnownKey key, long waitMillis) {
    static final Answer MALFORMED = new Answer(VerificationCode.MALFORMED, null, 0);
    static final Answer UNKNOWN = new Answer(VerificationCode.UNKNOWN, null, 0);
}
