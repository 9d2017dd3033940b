package dev.keyturn.client;

import dev.keyturn.wire.Problem;

/** The api answered with a problem. The request was understood and refused: asking again unchanged is of no use. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final int status;
    private final String code;

    ApiException(Problem problem) {
        super(words(problem));
        this.problem = problem;
        this.status = problem.status();
        this.code = problem.code() == null ? "unknown" : problem.code();
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The kind of problem as one word with dashes, {@code unknown} if the answer did not say. */
    public String code() {
        return code;
    }

    /** The whole answer. */
    public Problem problem() {
        return problem;
    }

    private static String words(Problem problem) {
        String what = problem.detail() != null ? problem.detail() : String.valueOf(problem.title());
        return what + " (HTTP " + problem.status() + (problem.code() == null ? "" : ", " + problem.code()) + ")";
    }
}
