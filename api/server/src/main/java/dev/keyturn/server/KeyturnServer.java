package dev.keyturn.server;

import dev.keyturn.problem.StartException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The entry point: {@code keyturn server}. */
public final class KeyturnServer {
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

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof StartException problem) {
            PrintWriter err = command.getErr();
            err.println("keyturn server: " + problem.getMessage());
            err.println("  " + problem.action());
            return CommandLine.ExitCode.USAGE;
        }
        throw failure;
    }
}
