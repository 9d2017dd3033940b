package dev.keyturn.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code keyturn}, as far as it needs no server. */
@Command(
        name = "keyturn",
        description = "Finds leaked API keys, has them revoked and rotated.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            ScanCommand.class,
            HookCommand.class,
            KeyCommand.class,
            ReceiptCommand.class,
            AuditCommand.class,
            RulesCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Keyturn {
    private final Surroundings surroundings;

    Keyturn(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exit = run(out, err, arguments);
        if (out.checkError()) {
            err.println("keyturn: standard output is closed or full, so the results are not complete");
            err.println("  write them to a file with --output, or read them to their end");
            exit = ExitCode.USAGE;
        }
        err.flush();
        System.exit(exit);
    }

    /** Runs one command line and returns the exit code; results go to {@code out}, everything else to {@code err}. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(Surroundings.ofProcess(), out, err, arguments);
    }

    /** The same in surroundings of the caller's choice. */
    static int run(Surroundings surroundings, PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Keyturn(surroundings))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Failures::handle)
                .setParameterExceptionHandler(Failures::misuse)
                .execute(arguments);
    }
}
