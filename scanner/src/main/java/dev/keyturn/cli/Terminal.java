package dev.keyturn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Tells a terminal from a pipe or a file. */
final class Terminal {
    private Terminal() {}

    /** Whether a file descriptor (1: results, 2: everything else) is a terminal. */
    static boolean isOne(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            return Files.readSymbolicLink(link).startsWith("/dev/pts");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether to colour what goes there; {@code NO_COLOR} is respected. */
    static boolean colourOn(int descriptor, Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb")
                && isOne(descriptor);
    }
}
