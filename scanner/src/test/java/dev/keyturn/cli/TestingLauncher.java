package dev.keyturn.cli;

import dev.keyturn.hook.GitSandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code keyturn} command that runs the classes under test in a JVM of their own. */
public final class TestingLauncher {
    private TestingLauncher() {}

    /** Writes it as {@code keyturn} into a folder. */
    public static Path in(Path folder) throws IOException {
        List<String> words = new ArrayList<>(TestingProgram.command());
        words.add(words.size() - 1, "-Dkeyturn.launcher=" + folder.resolve("keyturn"));
        return GitSandbox.script(
                folder.resolve("keyturn"), "#!/bin/sh\nexec '" + String.join("' '", words) + "' \"$@\"\n");
    }
}
