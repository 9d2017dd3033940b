package dev.keyturn.hook;

/** A hook cannot be installed, removed or run; the message says why and what to do, for a person. */
public final class HookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HookException(String message) {
        super(message);
    }

    public HookException(String message, Throwable cause) {
        super(message, cause);
    }
}
