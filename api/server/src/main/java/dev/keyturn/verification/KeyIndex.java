package dev.keyturn.verification;

import dev.keyturn.revocation.Memory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every key's every secret, revoked ones included, so that a refusal costs what an acceptance does and can say why. An
 * entry is replaced as its key changes and never removed. Part after part is compared with the database besides, so
 * that rows which somebody changed by hand, or a defect of ours, do not stay unnoticed.
 */
final class KeyIndex implements Memory {
    private static final int ROWS_AT_ONCE = 5_000;

    /** Memory is compared with the database in so many parts, as powers of two. */
    private static final int PART_BITS = 12;

    private static final int PARTS = 1 << PART_BITS;
    private static final int LONGER_THAN_A_LOOKUP = 33;

    private final KeyTable keys = new KeyTable();
    private final KeyRows rows;
    private volatile long epoch = -1;
    private int part;

    KeyIndex(KeyRows rows) {
        this.rows = rows;
    }

    @Nullable
    KnownKey find(Lookup lookup) {
        return keys.find(lookup);
    }

    /** Whether it holds keys that were made elsewhere, and may have any form. */
    boolean holdsImported() {
        return rows.sawImported();
    }

    /** Entries as they are now. */
    List<KeyTable.Entry> entries() {
        return keys.beginningWith(0, 0);
    }

    @Override
    public int compare(Connection connection, long upTo) throws SQLException {
        part = (part + 1) % PARTS;
        Map<Long, KeyTable.Entry> unseen = new HashMap<>();
        keys.beginningWith(part, PART_BITS).forEach(entry -> unseen.put(entry.first(), entry));
        List<Map.Entry<Lookup, KnownKey>> different = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT k.epoch, " + KeyRows.COLUMNS
                + " FROM key_secret s JOIN api_key k ON k.id = s.key_id WHERE s.lookup >= ? AND s.lookup < ?")) {
            select.setBytes(1, bound(part));
            select.setBytes(2, bound(part + 1));
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    boolean isToCome = result.getLong("epoch") > upTo;
                    rows.read(result, (lookup, truth) -> {
                        KeyTable.Entry known = unseen.remove(lookup.first());
                        if (!isToCome && (known == null || !known.key().equals(truth))) {
                            different.add(Map.entry(lookup, truth));
                        }
                    });
                }
            }
        }
        different.forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
        unseen.values().forEach(keys::remove);
        return different.size() + unseen.size();
    }

    /** The smallest look-up of a part. */
    private static byte[] bound(int part) {
        byte[] bound = new byte[LONGER_THAN_A_LOOKUP];
        if (part == PARTS) {
            Arrays.fill(bound, (byte) -1);
            return bound;
        }
        bound[0] = (byte) (part >> 4);
        bound[1] = (byte) (part << 4);
        return Arrays.copyOf(bound, 2);
    }

    @Override
    public Position follow(Connection connection, long after) throws SQLException {
        Position now = position(connection);
        Position reached = now.epoch() > after ? takeOver(connection, after, now) : now;
        epoch = reached.epoch();
        return reached;
    }

    /** Every change up to it is in memory. */
    long epoch() {
        return epoch;
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
    private Position takeOver(Connection connection, long after, Position atLeast) throws SQLException {
        connection.setAutoCommit(after >= 0);
        try (PreparedStatement select = connection.prepareStatement("SELECT (SELECT value FROM epoch) AS value,"
                + " clock_timestamp() AS at, " + KeyRows.COLUMNS
                + " FROM api_key k JOIN key_secret s ON s.key_id = k.id WHERE k.epoch > ?")) {
            select.setFetchSize(ROWS_AT_ONCE);
            select.setLong(1, after);
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
