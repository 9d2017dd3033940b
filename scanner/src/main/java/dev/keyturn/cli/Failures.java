package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong and what to do: never a stack trace. */
final class Failures {
    /** Somebody who gives a key as an argument must not see it in the log of a build as well. */
    private static final Pattern WHAT_MAY_BE_A_KEY = Pattern.compile("sk_\\w{8,}");

    private Failures() {}

    /** Says what a command complains of. */
    static int tell(Complaint complaint, PrintWriter err) {
        complain(err, complaint.what(), complaint.advice());
        return ExitCode.USAGE;
    }

    static int handle(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (failure instanceof Complaint complaint) {
            tell(complaint, err);
        } else {
            complain(
                    err,
                    "this should not have happened: " + failure.getClass().getSimpleName(),
                    "run it again with KEYTURN_DEBUG=1 and report what it prints");
            if (System.getenv("KEYTURN_DEBUG") != null) {
                failure.printStackTrace(err);
            }
        }
        return ExitCode.USAGE;
    }

    static int misuse(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        complain(
                command.getErr(),
                WHAT_MAY_BE_A_KEY.matcher(wording(failure, command)).replaceAll("sk_…"),
                "see " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static String wording(ParameterException failure, CommandLine command) {
        String called = command.getCommandSpec().qualifiedName();
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty()) {
            return "unknown command '" + called + " " + unmatched.getUnmatched().get(0) + "'";
        }
        if (failure instanceof MissingParameterException
                && !command.getSubcommands().isEmpty()) {
            return "'" + called + "' needs a command after it";
        }
        return String.valueOf(failure.getMessage());
    }

    private static void complain(PrintWriter err, String what, String advice) {
        err.println("keyturn: " + masked(what));
        err.println("  " + masked(advice));
    }

    private static String masked(String words) {
        return WHAT_MAY_BE_A_KEY.matcher(words).replaceAll("sk_…");
    }
}
