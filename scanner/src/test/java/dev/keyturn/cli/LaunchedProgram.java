package dev.keyturn.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Stands in the place of a built program when the launcher is tested: it tells how it was started. */
public final class LaunchedProgram {
    private LaunchedProgram() {}

    /** Prints its folder, its arguments and its standard input; {@code wait} waits for a signal, {@code exit N} exits. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("in " + Path.of("").toAbsolutePath());
        for (String argument : arguments) {
            System.out.println("argument [" + argument + "]");
        }
        List<String> given = List.of(arguments);
        if (given.contains("wait")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped")));
            System.out.println("ready");
            Thread.currentThread().join();
        }
        System.out.println("input [" + new String(System.in.readAllBytes(), StandardCharsets.UTF_8) + "]");
        if (given.contains("exit")) {
            System.exit(Integer.parseInt(given.get(given.indexOf("exit") + 1)));
        }
    }
}
