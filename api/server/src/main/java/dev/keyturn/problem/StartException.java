package dev.keyturn.problem;

/** The server cannot start or run with what it was given: what is wrong, and what to do about it. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * Two sentences for the person at the terminal.
     *
     * @param description what is wrong
     * @param action what to do
     */
    public StartException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** What to do. */
    public String action() {
        return action;
    }
}
