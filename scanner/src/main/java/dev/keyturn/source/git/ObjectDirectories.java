package dev.keyturn.source.git;

import dev.keyturn.source.Skipped;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the objects of a repository are: in its own directory, in a push's quarantine, in those that it borrows from. */
final class ObjectDirectories {
    private static final int LARGEST = 1 << 20;

    private final Queue<Path> open = new ArrayDeque<>();
    private final Set<Path> directories = new LinkedHashSet<>();
    private final Consumer<Skipped> gaps;

    ObjectDirectories(Consumer<Skipped> gaps) {
        this.gaps = gaps;
    }

    List<Path> of(GitRepository repository) {
        add(repository.common().resolve("objects"));
        if (repository.here()) {
            addNamed(System.getenv("GIT_OBJECT_DIRECTORY"));
            addNamed(System.getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES"));
        }
        while (!open.isEmpty()) {
            addAlternates(open.remove());
        }
        return List.copyOf(directories);
    }

    /** Those that an environment variable names: while a push is checked, its objects are in one of their own. */
    private void addNamed(@Nullable String paths) {
        if (paths != null) {
            Stream.of(paths.split(File.pathSeparator, -1))
                    .filter(path -> !path.isEmpty())
                    .forEach(path -> add(Path.of(path)));
        }
    }

    private void add(Path objects) {
        Path directory = objects.toAbsolutePath().normalize();
        if (Files.isDirectory(directory) && directories.add(directory)) {
            open.add(directory);
        }
    }

    private void addAlternates(Path directory) {
        Path alternates = directory.resolve("info").resolve("alternates");
        if (SmallFile.isTrap(alternates)) {
            gaps.accept(new Skipped(alternates.toString(), "not a file: objects borrowed from elsewhere are missing"));
        }
        SmallFile.text(alternates, LARGEST)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> addAlternate(directory, line));
    }

    private void addAlternate(Path directory, String line) {
        try {
            Path alternate = directory.resolve(line).normalize();
            if (Files.isDirectory(alternate)) {
                add(alternate);
                return;
            }
        } catch (InvalidPathException e) {
            // Named below like one that is not there.
        }
        gaps.accept(new Skipped("alternate " + line, "not there: objects borrowed from it are missing"));
    }
}
