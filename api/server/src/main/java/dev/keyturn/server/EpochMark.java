package dev.keyturn.server;

import dev.keyturn.problem.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The highest epoch that was ever seen of a database, kept outside it. A database that was restored, or failed over to
 * a standby that had not everything yet, is behind it: keys that were revoked would live again.
 */
final class EpochMark {
    private final Path file;

    private EpochMark(Path file) {
        this.file = file;
    }

    static EpochMark of(Path data, UUID installation) {
        return new EpochMark(data.resolve("epoch-" + installation));
    }

    /** @throws StartException if the database is behind */
    void check(long epoch) {
        long seen = read();
        if (epoch < seen) {
            throw new StartException(
                    "The database is older than what this server has seen of it (epoch " + epoch + ", seen " + seen
                            + "): keys revoked since then would be accepted again.",
                    "Restore a newer state. If this one is meant, revoke again what was revoked after it, and start once "
                            + "with --accept-older-database.");
        }
    }

    /** Takes the database's word. */
    void set(long epoch) {
        try {
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".epoch", "");
            Files.writeString(part, epoch + "\n");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Raises the mark. */
    void raise(long epoch) {
        if (epoch > read()) {
            set(epoch);
        }
    }

    private long read() {
        try {
            return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
