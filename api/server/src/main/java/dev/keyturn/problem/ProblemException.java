package dev.keyturn.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call cannot be answered as asked, for a reason that the caller may know. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final @Nullable Duration retryAfter;

    private ProblemException(ProblemCode code, String detail, @Nullable Duration retryAfter) {
        super(detail);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /**
     * Any problem.
     *
     * @param detail what happened and what to do, for people; never holds plaintext
     */
    public static ProblemException of(ProblemCode code, String detail) {
        return new ProblemException(code, detail, null);
    }

    /** The answer for what does not exist and for what belongs to another tenant: the two are not told apart. */
    public static ProblemException notFound() {
        return of(ProblemCode.NOT_FOUND, "There is nothing at this address for you. Check the id.");
    }

    /** A value that cannot be what it is; the detail says which and what is possible. */
    public static ProblemException invalid(String detail) {
        return of(ProblemCode.INVALID_VALUE, detail);
    }

    /** Too many attempts; the answer carries {@code Retry-After}. */
    public static ProblemException throttled(String detail, Duration retryAfter) {
        return new ProblemException(ProblemCode.THROTTLED, detail, retryAfter);
    }

    /** What the answer depends on is away; the answer carries {@code Retry-After}. */
    public static ProblemException unavailable(String detail, Duration retryAfter) {
        return new ProblemException(ProblemCode.UNAVAILABLE, detail, retryAfter);
    }

    /** The kind of problem. */
    public ProblemCode code() {
        return code;
    }

    /** When to try again, where that helps. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** What happened and what to do. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
