package dev.keyturn.action;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies that these tests are part of. */
public final class ProjectFiles {
    private ProjectFiles() {}

    /** Its root: the folder of the launcher. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(".pre-commit-hooks.yaml"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** A file of it. */
    public static Path file(String path) {
        return root().resolve(path);
    }
}
