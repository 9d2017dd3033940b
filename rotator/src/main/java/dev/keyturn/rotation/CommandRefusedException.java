package dev.keyturn.rotation;

/** A person asked for what cannot be done; the message says why and what can. */
public final class CommandRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandRefusedException(String message) {
        super(message);
    }
}
