package dev.keyturn.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One command line, run in this JVM. */
record CommandLineRun(int exitCode, String out, String err) {
    /** Runs it with an environment and an input of the test's own. */
    static CommandLineRun in(Map<String, String> environment, String input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings =
                new Surroundings(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), environment);
        int exit = Keyturn.run(surroundings, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new CommandLineRun(exit, out.toString(), err.toString());
    }
}
