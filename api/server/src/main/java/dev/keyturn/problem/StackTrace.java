package dev.keyturn.problem;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A throwable as text, so that it can be redacted before it is logged. */
final class StackTrace {
    private StackTrace() {}

    static String of(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
