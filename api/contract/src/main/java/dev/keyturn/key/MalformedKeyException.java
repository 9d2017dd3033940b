package dev.keyturn.key;

/**
 * A string is not a key of our format. The message says in which respect and never repeats the string. It has no stack
 * trace: whoever sends garbage to the api shall not make it work harder than a key does.
 */
public final class MalformedKeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** In which respect. */
    public enum Reason {
        PREFIX("a key starts with sk_"),
        LENGTH("a key is sk_, an environment, _ and 38 more characters; this one is cut or has too much"),
        TAG("after sk_ comes the environment's short name (2 to 12 of a-z0-9, never live, test or prod) and _"),
        ALPHABET("the last 38 characters of a key are of 0-9A-Za-z"),
        CHECKSUM("the checksum does not fit: a character was lost or changed");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    private final Reason reason;

    MalformedKeyException(Reason reason) {
        super(reason.words);
        this.reason = reason;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** In which respect. */
    public Reason reason() {
        return reason;
    }
}
