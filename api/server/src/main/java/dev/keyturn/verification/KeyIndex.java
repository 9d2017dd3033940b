package dev.keyturn.verification;

import dev.keyturn.revocation.Memory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every key's every secret, revoked ones included, so that a refusal costs what an acceptance does and can say why. An
 * entry is replaced as its key changes and never removed.
 */
final class KeyIndex implements Memory {
    private static final int ROWS_AT_ONCE = 5_000;

    private final Map<Lookup, KnownKey> keys = new ConcurrentHashMap<>();
    private final KeyRows rows;

    KeyIndex(KeyRows rows) {
        this.rows = rows;
    }

    @Nullable
    KnownKey find(Lookup lookup) {
        return keys.get(lookup);
    }

    /** Whether it holds keys that were made elsewhere, and may have any form. */
    boolean holdsImported() {
        return rows.sawImported();
    }

    /** Entries as they are now. */
    Map<Lookup, KnownKey> entries() {
        return Map.copyOf(keys);
    }

    @Override
    public Position follow(Connection connection, long epoch) throws SQLException {
        Position now = position(connection);
        return now.epoch() > epoch ? takeOver(connection, epoch, now) : now;
    }

    private static Position position(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT value, clock_timestamp() AS at FROM epoch");
                ResultSet result = select.executeQuery()) {
            result.next();
            return position(result);
        }
    }

    private static Position position(ResultSet result) throws SQLException {
        Instant at = result.getObject("at", OffsetDateTime.class).toInstant();
        return new Position(result.getLong("value"), at);
    }

    /**
     * Epochs commit in order: one statement that sees an epoch sees every key of it and of those before. The first time
     * the rows are streamed, which the driver does inside a transaction.
     */
    private Position takeOver(Connection connection, long epoch, Position atLeast) throws SQLException {
        connection.setAutoCommit(epoch >= 0);
        try (PreparedStatement select = connection.prepareStatement("SELECT (SELECT value FROM epoch) AS value,"
                + " clock_timestamp() AS at, " + KeyRows.COLUMNS
                + " FROM api_key k JOIN key_secret s ON s.key_id = k.id WHERE k.epoch > ?")) {
            select.setFetchSize(ROWS_AT_ONCE);
            select.setLong(1, epoch);
            Position reached = atLeast;
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    rows.read(result, keys::put);
                    reached = reached == atLeast ? position(result) : reached;
                }
            }
            return reached;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
