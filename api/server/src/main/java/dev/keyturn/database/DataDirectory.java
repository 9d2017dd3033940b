package dev.keyturn.database;

import dev.keyturn.problem.StartException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder that a server keeps its things in: its owner's alone, and of one server at a time. */
public final class DataDirectory implements AutoCloseable {
    /** What this Keyturn writes; raised when an older one could no longer read it. */
    private static final int LAYOUT = 1;

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder, or takes it over from a server that is gone.
     *
     * @throws StartException if it cannot be written, is in use, or belongs to a newer Keyturn
     */
    public static DataDirectory open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            create(path);
            FileChannel lock = FileChannel.open(
                    path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            take(lock, path);
            refuseNewer(path);
            return new DataDirectory(path, lock);
        } catch (IOException e) {
            throw unwritable(path);
        }
    }

    /** The folder without the right to be its only user: what a replica keeps there is shared. */
    public static Path shared(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            create(path);
            return path;
        } catch (IOException e) {
            throw unwritable(path);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("a lock cannot be given up", e);
        }
    }

    private static void create(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Path parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (!Files.isWritable(path)) {
            throw unwritable(path);
        }
    }

    private static void take(FileChannel channel, Path path) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            String owner = Files.readString(path.resolve("lock")).strip();
            channel.close();
            throw new StartException(
                    "The data folder " + path + " is in use by a running keyturn server (process " + owner + ").",
                    "Stop that one, choose another folder with --data, or start a further replica with --database-url.");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    }

    private static void refuseNewer(Path path) throws IOException {
        Path file = path.resolve("layout");
        if (Files.notExists(file)) {
            Files.writeString(file, LAYOUT + "\n");
        }
        String layout = Files.readString(file).strip();
        if (!layout.equals(Integer.toString(LAYOUT))) {
            throw new StartException(
                    "The data folder " + path + " was written by another version of Keyturn (layout " + layout + ").",
                    "Run that version, or choose another folder with --data; this one has changed nothing.");
        }
    }

    private static StartException unwritable(Path path) {
        return new StartException(
                "The data folder " + path + " cannot be written.",
                "Make it writable for the user that runs the server, or choose another with --data.");
    }
}
