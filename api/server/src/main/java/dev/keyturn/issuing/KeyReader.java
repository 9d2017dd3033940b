package dev.keyturn.issuing;

import dev.keyturn.caller.Caller;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.KeyList;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Shows keys, without plaintext. */
public final class KeyReader {
    private static final int MAX_LIMIT = 200;

    private final JdbcClient jdbc;
    private final KeyTable table;

    KeyReader(JdbcClient jdbc, KeyTable table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    /**
     * Which keys, and how many at a time.
     *
     * @param text if given, part of the name, in whatever case, or of the hint
     * @param live whether revoked keys are left out
     * @param after cursor of the page before
     */
    public record Query(
            @Nullable String environment,
            @Nullable KeyState state,
            @Nullable Boolean managed,
            @Nullable String text,
            boolean live,
            int limit,
            @Nullable String after) {
        Query(
                @Nullable String environment,
                @Nullable KeyState state,
                @Nullable Boolean managed,
                int limit,
                @Nullable String after) {
            this(environment, state, managed, null, false, limit, after);
        }
    }

    private record Cursor(OffsetDateTime createdAt, UUID id) {
        private static final Cursor START =
                new Cursor(OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), new UUID(-1, -1));

        static Cursor of(@Nullable String text) {
            if (text == null) {
                return START;
            }
            int dash = text.indexOf('_');
            try {
                Instant at =
                        Instant.EPOCH.plusNanos(Math.multiplyExact(Long.parseLong(text.substring(0, dash)), 1_000));
                return new Cursor(at.atOffset(ZoneOffset.UTC), UUID.fromString(text.substring(dash + 1)));
            } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
                throw ProblemException.invalid("'after' is none that this call has given. Start without one.");
            }
        }

        static String after(KeyView key) {
            long micros = key.createdAt().getEpochSecond() * 1_000_000
                    + key.createdAt().getNano() / 1_000;
            return micros + "_" + key.id();
        }
    }

    /** One key. */
    public KeyView find(Caller caller, UUID keyId) {
        Rights.toRead(caller);
        return table.find(caller.tenantId(), keyId)
                .orElseThrow(ProblemException::notFound)
                .view();
    }

    /** The names of those ids that are keys of the tenant. */
    public Map<UUID, String> names(Caller caller, List<UUID> ids) {
        Rights.toRead(caller);
        Map<UUID, String> names = new HashMap<>();
        jdbc.sql("SELECT id, name FROM api_key WHERE tenant_id = :tenant AND id = ANY(:ids::uuid[])")
                .param("tenant", caller.tenantId())
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    names.put(row.getObject("id", UUID.class), row.getString("name"));
                });
        return names;
    }

    /** A page of keys, newest first. */
    public KeyList page(Caller caller, Query query) {
        Rights.toRead(caller);
        if (query.limit < 1 || query.limit > MAX_LIMIT) {
            throw ProblemException.invalid("'limit' is 1 to " + MAX_LIMIT + ".");
        }
        List<KeyView> keys = read(caller.tenantId(), query, Cursor.of(query.after));
        if (keys.size() <= query.limit) {
            return new KeyList(keys, null);
        }
        List<KeyView> page = keys.subList(0, query.limit);
        return new KeyList(page, Cursor.after(page.get(page.size() - 1)));
    }

    /** Keys in use that were created in a stretch of time, the oldest first, up to a limit. */
    public List<KeyView> inUse(Caller caller, Instant from, Instant until, int limit) {
        Rights.toRead(caller);
        return jdbc.sql("""
                        SELECT * FROM api_key
                        WHERE tenant_id = :tenant AND created_at >= :from AND created_at < :until
                          AND state IN ('ACTIVE', 'DISABLED') ORDER BY created_at, id LIMIT :limit
                        """)
                .param("tenant", caller.tenantId())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, number) -> KeyRow.read(row, number).view())
                .list();
    }

    private List<KeyView> read(UUID tenantId, Query query, Cursor cursor) {
        return jdbc.sql("""
                        SELECT * FROM api_key
                        WHERE tenant_id = :tenant
                          AND (created_at < :at OR created_at = :at AND id > :id)
                          AND (:environment::text IS NULL OR environment = :environment)
                          AND (:state::text IS NULL OR state = :state)
                          AND (:managed::boolean IS NULL OR managed = :managed)
                          AND (:text::text IS NULL OR strpos(lower(name), lower(:text)) > 0 OR strpos(hint, :text) > 0)
                          AND NOT (:live AND state = 'REVOKED')
                        ORDER BY created_at DESC, id LIMIT :limit
                        """)
                .param("tenant", tenantId)
                .param("at", cursor.createdAt)
                .param("id", cursor.id)
                .param("environment", query.environment)
                .param("state", query.state == null ? null : query.state.name())
                .param("managed", query.managed)
                .param("text", query.text)
                .param("live", query.live)
                .param("limit", query.limit + 1)
                .query((row, number) -> KeyRow.read(row, number).view())
                .list();
    }
}
