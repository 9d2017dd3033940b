package dev.keyturn.issuing;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.WireJson;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a request that may be sent again. No secret is kept to be replayed: while the key is PENDING a repeat mints
 * another secret for it.
 *
 * @param key the value of {@code Idempotency-Key}
 * @param requestHash SHA-256 of what was asked for
 */
record Idempotency(String key, byte[] requestHash) {
    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7e]{1,200}");

    /**
     * Of a request.
     *
     * @param asked everything that must be the same in a repeat, as JSON values
     * @return nothing if the header is not given
     * @throws ProblemException if the header's value is not possible
     */
    static @Nullable Idempotency of(@Nullable String key, Object... asked) {
        if (key == null) {
            return null;
        }
        if (!SHAPE.matcher(key).matches() || key.contains("sk_")) {
            throw ProblemException.invalid(
                    "Idempotency-Key is 1 to 200 visible ASCII characters, such as a random UUID; this one is not.");
        }
        return new Idempotency(
                key, Fingerprint.of(WireJson.mapper().writeValueAsString(asked)).bytes());
    }

    boolean isOf(byte @Nullable [] hash) {
        return Arrays.equals(requestHash, hash);
    }
}
