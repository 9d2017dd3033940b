package dev.keyturn.server;

import dev.keyturn.key.Secret;
import dev.keyturn.problem.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The database URL as it is given: itself, or {@code @FILE}, which keeps its password out of the list of processes. */
final class DatabaseUrlOption {
    private DatabaseUrlOption() {}

    static @Nullable Secret read(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        if (!given.startsWith("@")) {
            return Secret.of(given);
        }
        Path file = Path.of(given.substring(1));
        try {
            return Secret.of(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException(
                    "The file " + file + " with the database URL cannot be read, or is empty.",
                    "Correct its name after --database-url @, or its rights.");
        }
    }
}
