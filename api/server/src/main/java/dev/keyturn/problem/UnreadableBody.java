package dev.keyturn.problem;

import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

/** Says what is wrong with a body, by place and never by content: it may hold a key or a password. */
final class UnreadableBody {
    private UnreadableBody() {}

    static ProblemException explain(HttpMessageNotReadableException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
            if (cause instanceof JacksonException json) {
                return explain(json);
            }
        }
        return ProblemException.of(
                ProblemCode.INVALID_REQUEST, "This call needs a JSON body, and there is none that can be read.");
    }

    private static ProblemException explain(JacksonException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
        }
        if (failure instanceof StreamReadException) {
            return ProblemException.of(
                    ProblemCode.INVALID_REQUEST, "The body is not valid JSON" + place(failure) + ".");
        }
        return ProblemException.of(
                ProblemCode.INVALID_REQUEST,
                "The body is JSON, but " + property(failure) + " has a value that cannot be read. Correct it.");
    }

    private static String place(JacksonException failure) {
        var location = failure.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : ": see line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String property(JacksonException failure) {
        if (!(failure instanceof DatabindException) || failure.getPath().isEmpty()) {
            return "its outermost value";
        }
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : failure.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return "'" + path + "'";
    }
}
