package dev.keyturn.source.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The file that keeps what a scan of a repository leaves to the next. It is the person's own and not the repository's,
 * which could have one planted that hides what is there. Losing it costs a full scan and nothing else.
 */
public final class HistoryCache {
    private final Path directory;
    private final Path file;

    private HistoryCache(Path directory, String name) {
        this.directory = directory;
        this.file = directory.resolve(name);
    }

    /**
     * The cache for one repository and one way to judge it.
     *
     * @param directory where caches are; made when one is written
     * @param rules stands for the rules and the program that applies them: with others nothing is remembered
     */
    public static HistoryCache in(Path directory, GitRepository repository, String rules) {
        String name = repository.common().toAbsolutePath().normalize() + "\n" + rules;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return new HistoryCache(directory, HexFormat.of().formatHex(digest, 0, 16) + ".history");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What is remembered; nothing if that cannot be read, or is not whole. */
    Memory load() {
        try {
            return Files.isRegularFile(file) ? MemoryFormat.read(Files.readAllBytes(file)) : Memory.none();
        } catch (IOException | RuntimeException e) {
            return Memory.none();
        }
    }

    /** Replaces what is remembered; if that fails, the next scan is a full one. */
    void keep(byte[] memory) {
        try {
            Files.createDirectories(directory);
            Path fresh = Files.createTempFile(directory, "history", ".new", privately(directory));
            try {
                Files.write(fresh, memory);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            return;
        }
    }

    private static FileAttribute<?>[] privately(Path directory) {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
