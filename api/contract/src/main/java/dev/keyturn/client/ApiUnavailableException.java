package dev.keyturn.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * No usable answer came from the api: it is down, overloaded, or the connection broke. Whether it carried the request
 * out is unknown.
 */
public final class ApiUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    ApiUnavailableException(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the api asks to wait, if it does. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
