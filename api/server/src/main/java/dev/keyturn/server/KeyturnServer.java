package dev.keyturn.server;

import dev.keyturn.problem.Redaction;
import dev.keyturn.problem.StartException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The entry point: {@code keyturn server}. */
public final class KeyturnServer {
    private static final Logger log = LoggerFactory.getLogger(KeyturnServer.class);

    private KeyturnServer() {}

    public static void main(String[] arguments) {
        System.exit(run(new PrintWriter(System.err, true, StandardCharsets.UTF_8), arguments));
    }

    static int run(PrintWriter err, String... arguments) {
        return new CommandLine(new ServerCommand())
                .setErr(err)
                .setExecutionExceptionHandler(KeyturnServer::explain)
                .execute(arguments);
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        StartException problem = failure instanceof StartException known ? known : unforeseen(failure);
        PrintWriter err = command.getErr();
        err.println("keyturn server: " + problem.getMessage());
        err.println("  " + problem.action());
        return CommandLine.ExitCode.USAGE;
    }

    /** What nobody thought of: its cause in one line, and the trace in the log for whoever looks into it. */
    private static StartException unforeseen(Exception failure) {
        log.debug("the start failed", failure);
        Throwable root = Cause.root(failure);
        return new StartException(
                "The server cannot start: " + root.getClass().getSimpleName() + ": "
                        + Redaction.words(String.valueOf(root.getMessage()), 300),
                "Look at what it names. If it says nothing to you, this is a defect of Keyturn: tell its makers.");
    }
}
