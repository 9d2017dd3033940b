package dev.keyturn.starter;

import dev.keyturn.wire.VerificationCode;
import dev.keyturn.wire.VerificationResult;

/** A key is not good for what was asked. It is answered with 403, 429 or 401, unless the service handles it itself. */
public final class KeyRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final VerificationCode code;

    KeyRefusedException(VerificationResult result) {
        super(result.detail() == null ? "The API key is refused: " + result.code() : result.detail());
        this.code = result.code();
    }

    /** Why it is refused. */
    public VerificationCode code() {
        return code;
    }

    /** The HTTP status of a refusal: 403 if a scope is lacking, 429 if the key is used too often, else 401. */
    static int status(VerificationCode code) {
        return switch (code) {
            case INSUFFICIENT_SCOPE -> 403;
            case RATE_LIMITED -> 429;
            default -> 401;
        };
    }
}
