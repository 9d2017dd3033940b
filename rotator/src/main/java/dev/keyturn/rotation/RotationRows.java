package dev.keyturn.rotation;

import dev.keyturn.delivery.Version;
import dev.keyturn.wire.RotationState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table as a record. */
final class RotationRows {
    private RotationRows() {}

    static RotationRow read(ResultSet row, int number) throws SQLException {
        return new RotationRow(
                id(row, "id"),
                id(row, "key_id"),
                id(row, "lineage"),
                row.getString("key_name"),
                row.getString("environment"),
                row.getString("slug"),
                row.getString("delivery_path"),
                RotationState.valueOf(row.getString("state")),
                Cause.valueOf(row.getString("cause")),
                row.getTimestamp("due_at").toInstant(),
                row.getLong("fence"),
                row.getString("owner"),
                version(row, "expected_version"),
                row.getObject("successor_id", UUID.class),
                version(row, "delivered_version"),
                instant(row, "observed_since"),
                instant(row, "deadline"),
                List.of((String[]) row.getArray("laggards").getArray()),
                row.getBoolean("released"),
                row.getInt("attempt"),
                row.getString("last_error"),
                constant(Attention.class, row.getString("attention")),
                row.getString("attention_words"),
                constant(RotationState.class, row.getString("stopped_in")),
                version(row, "seen_version"),
                row.getInt("changes"),
                row.getTimestamp("updated_at").toInstant());
    }

    private static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static @Nullable Version version(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? null : new Version(value);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }
}
