package dev.keyturn.verification;

import dev.keyturn.problem.ProblemException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks keys up in the database, for a replica whose lease is over. When the database is away too, nobody is let in:
 * one look-up at a time finds out whether it is back, and the others are refused at once.
 */
final class DirectLookup {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final int AT_ONCE = 8;
    private static final int SOCKET_MILLIS = 1_500;

    private final DataSource database;
    private final KeyRows rows;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private volatile long failedNanos = System.nanoTime() - AFTER_FAILURE.toNanos();

    DirectLookup(DataSource database, KeyRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** @throws ProblemException 503 if the database does not answer */
    @Nullable
    KnownKey find(Lookup lookup) {
        if (System.nanoTime() - failedNanos < AFTER_FAILURE.toNanos() || !enter()) {
            throw unavailable();
        }
        try {
            return read(lookup);
        } catch (SQLException e) {
            failedNanos = System.nanoTime();
            throw unavailable();
        } finally {
            places.release();
        }
    }

    private boolean enter() {
        try {
            return places.tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private @Nullable KnownKey read(Lookup lookup) throws SQLException {
        AtomicReference<@Nullable KnownKey> found = new AtomicReference<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT " + KeyRows.COLUMNS
                        + " FROM key_secret s JOIN api_key k ON k.id = s.key_id WHERE s.lookup = ?")) {
            connection.setNetworkTimeout(Runnable::run, SOCKET_MILLIS);
            select.setBytes(1, lookup.bytes());
            try (ResultSet result = select.executeQuery()) {
                if (result.next()) {
                    rows.read(result, (same, key) -> found.set(key));
                }
            }
        }
        return found.get();
    }

    static ProblemException unavailable() {
        return ProblemException.unavailable("Keys cannot be checked for the moment. Try again.", Duration.ofSeconds(1));
    }
}
