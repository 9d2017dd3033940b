package dev.keyturn.cli;

import dev.keyturn.hook.GitSandbox;
import java.io.IOException;
import java.nio.file.Path;

/** A {@code keyturn} command that runs the classes under test in a JVM of their own. */
public final class TestingLauncher {
    private TestingLauncher() {}

    /** Writes it as {@code keyturn} into a folder. */
    public static Path in(Path folder) throws IOException {
        return GitSandbox.script(folder.resolve("keyturn"), """
                #!/bin/sh
                exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' '-Dkeyturn.launcher=%s' %s "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        folder.resolve("keyturn"),
                        Keyturn.class.getName()));
    }
}
