package dev.keyturn.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A file that holds plaintext: its owner's alone, replaced in one step, and by one writer of this machine at a time. */
public final class OwnersFile {
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** A process cannot lock a file twice, whoever in it asks. */
    private static final ReentrantLock HERE = new ReentrantLock();

    private OwnersFile() {}

    /** What is done while nobody else writes. */
    public interface Work<T> {
        T now() throws IOException;
    }

    /** Makes the folder that a file is in, if it is not there, for its owner alone. */
    public static Path makeFolder(Path file) throws IOException {
        return Files.createDirectories(folder(file), FOLDER);
    }

    /** Works while a lock beside the file keeps out every other that asks for it, in this process or another. */
    public static <T> T alone(Path file, Work<T> work) throws IOException {
        makeFolder(file);
        Path beside = file.resolveSibling("." + file.getFileName() + ".lock");
        HERE.lock();
        try (FileChannel lock =
                FileChannel.open(beside, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE)) {
            lock.lock();
            return work.now();
        } finally {
            HERE.unlock();
        }
    }

    /** Whoever reads sees the old content or the new one, also after the machine has lost its power. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path fresh = Files.createTempFile(folder(file), ".keyturn", ".new", FILE);
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(folder(file), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }
}
