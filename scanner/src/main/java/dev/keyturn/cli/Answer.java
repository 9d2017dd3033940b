package dev.keyturn.cli;

import dev.keyturn.report.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
    private final List<Path> footing = new ArrayList<>();
    private final List<Path> absent;

    private Answer(Path file, Path fresh, Instant begun, List<Path> absent) {
        this.file = file;
        this.fresh = fresh;
        this.begun = begun;
        this.absent = absent;
    }

    /**
     * The answer that the launcher asks for, begun before anything is read.
     *
     * @param directory where a policy would lie
     * @return null if none is asked for, or the options ask for more than the repository and the product can tell
     */
    static @Nullable Answer asked(ScanOptions options, Path directory) {
        String file = System.getProperty(PROPERTY, "");
        boolean lasting = options.hangOnHistoryAlone() && TIMELESS.contains(options.format);
        return file.isEmpty() || !lasting ? null : begin(Path.of(file), directory);
    }

    /** An answer to be kept in a file; null if that cannot be. */
    static @Nullable Answer begin(Path file, Path directory) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            Path home = Files.createDirectories(parent == null ? file : parent);
            Path fresh = Files.createTempFile(home, "answer", ".new");
            fresh.toFile().deleteOnExit();
            return new Answer(file, fresh, Files.getLastModifiedTime(fresh).toInstant(), Policy.files(directory));
        } catch (IOException e) {
            return null;
        }
    }

    /** Takes note of files and directories that the scan hangs on. */
    Answer on(List<Path> more) {
        footing.addAll(more);
        return this;
    }

    /** Keeps what the scan came to; if that fails, or could not be trusted, the next scan is made as this one was. */
    void keep(int status, List<String> remarks, String report) {
        try {
            if (report.length() < LARGEST && isComparable() && absent.stream().noneMatch(Answer::isThere)) {
                String head = String.join("\n", head(status, remarks)) + "\n\n";
                Files.writeString(fresh, head + report, StandardCharsets.UTF_8);
                Files.setLastModifiedTime(fresh, FileTime.from(begun.minus(LAG)));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            return;
        }
    }

    /** Whether the times of all that the scan hangs on are by one clock, and their names fit in a line each. */
    private boolean isComparable() throws IOException {
        for (Path path : footing) {
            boolean local = LOCAL.contains(Files.getFileStore(path).type());
            if (!local || path.toString().indexOf('\n') >= 0) {
                return false;
            }
        }
        return !footing.isEmpty() && LOCAL.contains(Files.getFileStore(fresh).type());
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private List<String> head(int status, List<String> remarks) {
        Stream<String> told = remarks.stream().map(remark -> "remark " + remark);
        return Stream.of(
                        Stream.of("keyturn answer 1", "status " + status),
                        footing.stream().map(path -> "footing " + path.toAbsolutePath()),
                        absent.stream().map(path -> "absent " + path.toAbsolutePath()),
                        told,
                        Stream.of("remark nothing has changed since then, " + begun.truncatedTo(ChronoUnit.SECONDS)))
                .flatMap(lines -> lines)
                .toList();
    }
}
