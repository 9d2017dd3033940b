package dev.keyturn.pack;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The entries of a directory. */
final class Listing {
    private Listing() {}

    /** The files that match a glob, in order; none if it cannot be listed. What is a pipe or a device is none. */
    static List<Path> files(Path directory, String glob) {
        List<Path> files = of(directory, glob);
        files.removeIf(file -> !Files.isRegularFile(file));
        return files;
    }

    /** Those that match a glob, in order; none if it cannot be listed. */
    static List<Path> of(Path directory, String glob) {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
                stream.forEach(files::add);
            } catch (IOException | java.nio.file.DirectoryIteratorException e) {
                return new ArrayList<>();
            }
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }
}
