package dev.keyturn.verification;

import dev.keyturn.wire.KeyState;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads keys with their secrets out of the database; what is equal in many keys becomes the same object. */
final class KeyRows {
    static final String COLUMNS = """
            k.id, k.tenant_id, k.environment, k.state, k.scopes, k.grace_until, k.expires_at, k.revoked_at,
            k.successor_id, (SELECT n.created_at FROM api_key n WHERE n.id = k.successor_id) AS succeeded_at, k.deferred, NULLIF(k.networks, '{}') AS networks,
            NULLIF(k.rate_limits, '[]')::text AS rate_limits, k.imported, s.lookup, s.ended_at
            """;

    /** Of no key. */
    static final Terms NO_TERMS = new Terms(new UUID(0, 0), "", KeyState.REVOKED, Set.of(), false, null);

    private final ConcurrentHashMap<Object, Object> shared = new ConcurrentHashMap<>();
    private volatile boolean sawImported;

    /** Whether any row so far was of a key that was made elsewhere, and may have any form. */
    boolean sawImported() {
        return sawImported;
    }

    /** Hands on the row that the result stands at. */
    void read(ResultSet row, BiConsumer<Lookup, KnownKey> consumer) throws SQLException {
        consumer.accept(Lookup.of(row.getBytes("lookup")), key(row));
    }

    private KnownKey key(ResultSet row) throws SQLException {
        KeyState state = KeyState.valueOf(row.getString("state"));
        if (row.getBoolean("imported")) {
            sawImported = true;
        }
        boolean ended = row.getTimestamp("ended_at") != null;
        UUID id = row.getObject("id", UUID.class);
        Terms terms = new Terms(
                row.getObject("tenant_id", UUID.class),
                share(row.getString("environment")),
                ended ? KeyState.REVOKED : state,
                share(scopes(row.getArray("scopes"))),
                state == KeyState.PENDING && !row.getBoolean("deferred"),
                conditions(row));
        Ending ending = new Ending(
                millis(row.getTimestamp("grace_until")),
                millis(row.getTimestamp("expires_at")),
                millis(row.getTimestamp(ended ? "ended_at" : "revoked_at")),
                row.getObject("successor_id", UUID.class),
                millis(row.getTimestamp("succeeded_at")));
        return new KnownKey(id.getMostSignificantBits(), id.getLeastSignificantBits(), share(terms), ending.shared());
    }

    private @Nullable Conditions conditions(ResultSet row) throws SQLException {
        Conditions conditions = Conditions.of(row.getArray("networks"), row.getString("rate_limits"));
        return conditions == null ? null : share(conditions);
    }

    private static Set<String> scopes(Array array) throws SQLException {
        return Set.copyOf(List.of((String[]) array.getArray()));
    }

    private static long millis(@Nullable Timestamp time) {
        return time == null ? KnownKey.NEVER : time.getTime();
    }

    @SuppressWarnings("unchecked")
    private <T> T share(T value) {
        return (T) shared.computeIfAbsent(value, same -> same);
    }
}
