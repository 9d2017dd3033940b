package dev.keyturn.event;

import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.Events;
import dev.keyturn.wire.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/** Reads a tenant's events in order. A cursor is the number of the last event that was looked at. */
final class EventLog {
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};
    private static final int PAGE = 500;

    private final JdbcClient jdbc;

    EventLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The number that a cursor stands for: 0 for none, the newest for {@code now}.
     *
     * @throws ProblemException 422 if it is no cursor
     */
    long position(UUID tenantId, @Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        if (cursor.equals("now")) {
            return jdbc.sql("SELECT value FROM event_counter WHERE tenant_id = :tenant")
                    .param("tenant", tenantId)
                    .query(Long.class)
                    .optional()
                    .orElse(0L);
        }
        try {
            return Long.parseUnsignedLong(cursor);
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(
                    "'after' is no cursor that this call has given. Leave it out to start anew.");
        }
    }

    /**
     * The next events after a number, up to 500.
     *
     * @param types only these; empty for all
     */
    Events read(UUID tenantId, long after, Set<String> types) {
        long cursor = after;
        while (true) {
            List<Events.Event> page = page(tenantId, cursor);
            cursor = page.isEmpty()
                    ? cursor
                    : Long.parseLong(page.get(page.size() - 1).id());
            List<Events.Event> wanted = page.stream()
                    .filter(event -> types.isEmpty() || types.contains(event.type()))
                    .toList();
            if (!wanted.isEmpty() || page.size() < PAGE) {
                return new Events(wanted, Long.toString(cursor));
            }
        }
    }

    private List<Events.Event> page(UUID tenantId, long after) {
        return jdbc.sql("""
                        SELECT number, type, at, data::text FROM event
                        WHERE tenant_id = :tenant AND number > :after ORDER BY number LIMIT :page
                        """)
                .param("tenant", tenantId)
                .param("after", after)
                .param("page", PAGE)
                .query((row, number) -> event(row))
                .list();
    }

    private static Events.Event event(ResultSet row) throws SQLException {
        return new Events.Event(
                Long.toString(row.getLong("number")),
                row.getString("type"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                WireJson.mapper().readValue(row.getString("data"), DATA));
    }
}
