package dev.keyturn.server;

import dev.keyturn.database.Database;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.problem.StartException;
import dev.keyturn.secret.Pepper;
import dev.keyturn.secret.Secrets;
import dev.keyturn.secret.SecretsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database says about itself: who it is, which secrets it goes with, and how far its epochs have come. */
final class Installation {
    private static final Fingerprint PROBE = Fingerprint.of("keyturn");

    private final JdbcClient jdbc;

    Installation(Database database) {
        this.jdbc = JdbcClient.create(database.pool());
    }

    UUID id() {
        return jdbc.sql("SELECT id FROM installation").query(UUID.class).single();
    }

    long epoch() {
        return jdbc.sql("SELECT value FROM epoch").query(Long.class).single();
    }

    /**
     * The secrets that go with the database: those of the file, or fresh ones if the database is new and has none.
     *
     * @throws StartException if the file is missing or another's
     */
    Secrets secrets(Path file) {
        if (Files.notExists(file) && check().isPresent()) {
            throw new StartException(
                    "The database has keys, and the secrets file " + file + " that belongs to it is missing.",
                    "Restore it from a backup or copy it from another replica, and name it with --secrets.");
        }
        Secrets secrets = SecretsFile.readOrCreate(file);
        jdbc.sql("""
                        UPDATE installation SET pepper_version = :version, pepper_check = :check
                        WHERE pepper_check IS NULL
                        """)
                .param("version", secrets.pepper().version())
                .param("check", secrets.pepper().lookup(PROBE))
                .update();
        byte[] expected = check().orElseThrow();
        if (secrets.peppers().stream().noneMatch(pepper -> fits(pepper, expected))) {
            throw new StartException(
                    "The secrets file " + file + " belongs to another database: none of its peppers is this one's.",
                    "Give the file that the other replicas use with --secrets. Without it no key can be verified.");
        }
        return secrets;
    }

    private Optional<byte[]> check() {
        return jdbc.sql("SELECT pepper_check FROM installation WHERE pepper_check IS NOT NULL")
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    private static boolean fits(Pepper pepper, byte[] expected) {
        return MessageDigest.isEqual(pepper.lookup(PROBE), expected);
    }
}
