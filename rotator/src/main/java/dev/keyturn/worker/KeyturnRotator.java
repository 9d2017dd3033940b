package dev.keyturn.worker;

import dev.keyturn.cli.RotatorCommand;
import java.util.Arrays;
import java.util.Set;

/** The entry point. */
public final class KeyturnRotator {
    private KeyturnRotator() {}

    public static void main(String[] arguments) {
        // The worker says what it does; a command's own output says it all.
        boolean worker = Arrays.stream(arguments)
                .noneMatch(
                        Set.of("vault-setup", "plan", "apply", "run", "status", "resume", "abort", "rollback")
                                ::contains);
        System.setProperty("keyturn.log", worker ? "INFO" : "OFF");
        System.exit(RotatorCommand.commandLine(Worker::run).execute(arguments));
    }
}
