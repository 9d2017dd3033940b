package dev.keyturn.cli;

import dev.keyturn.report.Format;
import dev.keyturn.source.git.GitRepository;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scan came to, kept so that the launcher can give it again without a JVM for as long as nothing has changed that
 * it hangs on. The launcher names the file by the arguments, the directory and the variables that a scan reads; the file
 * says what else has a say: files and directories that must not have changed since the scan began, which is when the
 * file claims to be from, and files that must still not be there.
 */
final class Answer {
    /** The system property by which the launcher says where to keep an answer. */
    private static final String PROPERTY = "keyturn.answer";

    /** Reports that say nothing of when they were made. */
    private static final Set<Format> TIMELESS =
            EnumSet.of(Format.TEXT, Format.JSON, Format.SARIF, Format.CSV, Format.JUNIT);

    /** File systems whose times this machine gives, so that they can be compared with one another. */
    private static final Set<String> LOCAL =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "overlay", "tmpfs", "apfs");

    /** Longer than file systems may lag behind the time that it is. */
    private static final Duration LAG = Duration.ofMillis(100);

    private static final int LARGEST = 64 << 20;

    private final Path file;
    private final Path fresh;
    private final Instant begun;
    private final List<Path> files;
    private GitRepository.@Nullable Footing repository;
    private final List<Path> absent;

    private Answer(Path file, Path fresh, Instant begun, Where where) {
        this.file = file;
        this.fresh = fresh;
        this.begun = begun;
        this.files = where.files;
        this.absent = Policy.files(where.directory);
    }

    /**
     * What has a say besides the repository.
     *
     * @param directory where a policy would lie
     * @param files others that are read
     */
    record Where(Path directory, List<Path> files) {}

    /**
     * The answer that the launcher asks for, begun before anything is read.
     *
     * @return null if none is asked for, or the options ask for more than the repository and the product can tell
     */
    static @Nullable Answer asked(ScanOptions options, Where where) {
        String file = System.getProperty(PROPERTY, "");
        boolean lasting = options.hangOnHistoryAlone() && TIMELESS.contains(options.format);
        return file.isEmpty() || !lasting ? null : begin(Path.of(file), where);
    }

    /** An answer to be kept in a file; null if that cannot be. */
    static @Nullable Answer begin(Path file, Where where) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            Path home = Files.createDirectories(parent == null ? file : parent);
            Path fresh = Files.createTempFile(home, "answer", ".new");
            fresh.toFile().deleteOnExit();
            return new Answer(file, fresh, Files.getLastModifiedTime(fresh).toInstant(), where);
        } catch (IOException e) {
            return null;
        }
    }

    /** Takes note of the repository that is scanned, as it is now. */
    Answer on(GitRepository scanned) throws IOException {
        repository = scanned.footing().orElse(null);
        return this;
    }

    /** Keeps what the scan came to; if that fails, or could not be trusted, the next scan is made as this one was. */
    void keep(int status, List<String> remarks, String report) {
        try {
            GitRepository.Footing read = repository;
            if (read != null && report.length() < LARGEST && isComparable(read)) {
                byte[] text = report.getBytes(StandardCharsets.UTF_8);
                byte[] head = head(status, remarks, read, text.length);
                try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    out.write(new ByteBuffer[] {ByteBuffer.wrap(head), ByteBuffer.wrap(text)});
                    out.force(true);
                }
                Files.setLastModifiedTime(fresh, FileTime.from(begun.minus(LAG)));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            return;
        }
    }

    /** Whether the times of all that the scan hangs on are by one clock, and their names fit in a line each. */
    private boolean isComparable(GitRepository.Footing read) throws IOException {
        List<Path> all = new ArrayList<>(files);
        all.addAll(read.stores());
        all.add(read.directory());
        for (Path path : all) {
            if (!isLocal(path) || path.toString().indexOf('\n') >= 0) {
                return false;
            }
        }
        return isLocal(fresh) && absent.stream().noneMatch(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    }

    private static boolean isLocal(Path path) throws IOException {
        return LOCAL.contains(Files.getFileStore(path).type());
    }

    private byte[] head(int status, List<String> remarks, GitRepository.Footing read, int report) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "keyturn answer 1",
                "status " + status,
                "answer " + inode(fresh),
                "refs " + read.refs(),
                "inode " + inode(read.directory()) + " " + read.directory(),
                "repository " + read.directory()));
        read.stores().forEach(path -> lines.add("store " + path));
        files.forEach(path -> lines.add("footing " + path.toAbsolutePath()));
        absent.forEach(path -> lines.add("absent " + path.toAbsolutePath()));
        remarks.forEach(remark -> lines.add("remark " + remark));
        lines.add("remark nothing has changed since then, " + begun.truncatedTo(ChronoUnit.SECONDS));
        String text = String.join("\n", lines) + "\n";
        int rest = "size 0000000000\n\n".length() + report;
        int size = text.getBytes(StandardCharsets.UTF_8).length + rest;
        return (text + String.format(Locale.ROOT, "size %010d\n\n", size)).getBytes(StandardCharsets.UTF_8);
    }

    private static Object inode(Path path) throws IOException {
        try {
            return Files.getAttribute(path, "unix:ino");
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            throw new IOException("files have no inodes here", e);
        }
    }
}
