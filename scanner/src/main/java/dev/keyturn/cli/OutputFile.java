package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file whole or not at all, readable by its owner only. */
final class OutputFile {
    private OutputFile() {}

    /** @throws Complaint if it cannot be written; an older file is still there then */
    static void write(Path file, String content) throws Complaint {
        Path target = file.toAbsolutePath();
        try {
            Path half = Files.createTempFile(target.getParent(), ".keyturn", ".part");
            try {
                Files.writeString(half, content, StandardCharsets.UTF_8);
                move(half, target);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            throw new Complaint(
                    file + " cannot be written", "give a path in a directory that exists and that you may write to");
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
