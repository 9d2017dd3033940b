package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file whole or not at all, readable by its owner only. A link is followed, and what is no file, such as a pipe
 * or {@code /dev/stdout}, is written to as it is.
 */
final class OutputFile {
    private OutputFile() {}

    /** @throws Complaint if it cannot be written; an older file is still there then */
    static void write(Path file, String content) throws Complaint {
        try {
            Path target = behindLinks(file);
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                Files.writeString(target, content, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
            } else {
                replace(target, content);
            }
        } catch (IOException e) {
            throw new Complaint(
                    file + " cannot be written",
                    "give a path in a directory that exists, that you may write to, and that has room");
        }
    }

    /** Adds to a file that somebody else owns, such as a CI system's. */
    static void append(Path file, String content) throws Complaint {
        try {
            Files.writeString(
                    file, content, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new Complaint(file + " cannot be written", "check the variable that names it");
        }
    }

    private static Path behindLinks(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        return Files.isSymbolicLink(file) ? file.resolveSibling(Files.readSymbolicLink(file)) : file.toAbsolutePath();
    }

    private static void replace(Path target, String content) throws IOException {
        Path half = Files.createTempFile(target.toAbsolutePath().getParent(), ".keyturn", ".part");
        half.toFile().deleteOnExit();
        try {
            Files.writeString(half, content, StandardCharsets.UTF_8);
            move(half, target);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static void move(Path half, Path target) throws IOException {
        try {
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(half, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
