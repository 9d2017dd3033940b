package dev.keyturn.cli;

import dev.keyturn.client.ApiException;
import dev.keyturn.client.ApiUnavailableException;
import dev.keyturn.configuration.ConfigurationException;
import dev.keyturn.delivery.vault.VaultSetup;
import dev.keyturn.rotation.CommandRefusedException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What a person is told when a command fails, without a stack trace. */
public final class Failures {
    private Failures() {}

    static int handle(Exception failure, CommandLine commandLine, ParseResult parsed) {
        commandLine.getErr().println("keyturn rotator: " + words(failure));
        commandLine.getErr().flush();
        return exitCode(failure);
    }

    static int handle(ParameterException failure, String[] arguments) {
        failure.getCommandLine().getErr().println("keyturn rotator: " + failure.getMessage());
        failure.getCommandLine()
                .getErr()
                .println("'" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help' tells more.");
        failure.getCommandLine().getErr().flush();
        return RotatorCommand.UNUSABLE;
    }

    /** 2 if the command line or the configuration cannot be used, else 1. */
    public static int exitCode(Throwable failure) {
        boolean unusable = failure instanceof ConfigurationException
                || failure instanceof ParameterException
                || failure instanceof SavedPlan.UnusableException;
        return unusable ? RotatorCommand.UNUSABLE : RotatorCommand.FAILED;
    }

    /** What is wrong and what to do. */
    public static String words(Throwable failure) {
        if (failure instanceof ApiUnavailableException) {
            return failure.getMessage() + ". Is the api up, and api.url right?";
        }
        if (failure instanceof ApiException refused) {
            return refusal(refused);
        }
        SQLException database = database(failure);
        if (database != null) {
            return "the database cannot be used: " + firstLine(database) + " Is it up, and database-url right?";
        }
        if (isPlain(failure)) {
            return String.valueOf(failure.getMessage());
        }
        return "this should not happen: " + failure;
    }

    /** Whether its message is words for a person already. */
    private static boolean isPlain(Throwable failure) {
        return failure instanceof ConfigurationException
                || failure instanceof CommandRefusedException
                || failure instanceof VaultSetup.RefusedException
                || failure instanceof SavedPlan.UnusableException;
    }

    private static String refusal(ApiException refused) {
        return switch (refused.status()) {
            case 401 ->
                "the api refuses the rotator's key: " + refused.getMessage()
                        + ". Put a live key into the file that api.key-file names.";
            case 403 ->
                "the api refuses: " + refused.getMessage()
                        + ". The rotator's key needs the scopes keys:roll, usage:read, events:read and"
                        + " rotations:write.";
            default -> "the api refuses: " + refused.getMessage();
        };
    }

    private static @Nullable SQLException database(Throwable failure) {
        SQLException found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }

    private static String firstLine(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given.");
    }
}
