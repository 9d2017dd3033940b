package dev.keyturn.starter;

import dev.keyturn.wire.VerificationCode;
import dev.keyturn.wire.VerificationResult;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A key is not good for what was asked: 403 if it lacks a scope, 429 if it is used too often, else 401. */
public final class KeyRefusedException extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    KeyRefusedException(VerificationResult result) {
        super(status(result.code()));
        setTitle("The API key is refused");
        setDetail(result.detail() == null ? "The API key is refused: " + result.code() : result.detail());
        getBody().setProperty("code", result.code().name());
    }

    static HttpStatus status(VerificationCode code) {
        return switch (code) {
            case INSUFFICIENT_SCOPE -> HttpStatus.FORBIDDEN;
            case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
            default -> HttpStatus.UNAUTHORIZED;
        };
    }
}
