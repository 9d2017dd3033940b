package dev.keyturn.audit;

import dev.keyturn.wire.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/** Reads the trail of a tenant. */
public final class AuditTrail {
    private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {};

    /** What {@link #entry} reads. */
    static final String COLUMNS =
            "number, at, actor, action, subject, detail::text AS detail, host(address) AS address";

    private final JdbcClient jdbc;

    AuditTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One unit of work.
     *
     * @param detail what else is known; {@code refused} holds a problem's code if it was not done
     */
    public record Entry(
            long number,
            Instant at,
            String actor,
            String action,
            String subject,
            Map<String, Object> detail,
            @Nullable String address) {}

    /**
     * A page of the trail, newest first.
     *
     * @param next cursor of the next page, absent on the last
     */
    public record Page(List<Entry> entries, @Nullable String next) {}

    /**
     * Which entries.
     *
     * @param subject if given, entries about it only
     * @param noun if given, entries of actions that begin with this noun only, such as {@code key}
     * @param actor if given, part of who did it
     */
    public record Filter(
            @Nullable String subject,
            @Nullable String noun,
            @Nullable String actor) {}

    /**
     * Reads a page.
     *
     * @param before entries with lower numbers only; {@code Long.MAX_VALUE} starts at the newest
     */
    public Page page(UUID tenantId, long before, int limit, Filter filter) {
        List<Entry> entries = jdbc.sql("SELECT " + COLUMNS + """
                         FROM audit_entry
                        WHERE tenant_id = :tenant AND number < :before
                          AND (:subject::text IS NULL OR subject = :subject)
                          AND (:noun::text IS NULL OR starts_with(action, :noun || '.'))
                          AND (:actor::text IS NULL OR strpos(lower(actor), lower(:actor)) > 0)
                        ORDER BY number DESC LIMIT :limit
                        """)
                .param("tenant", tenantId)
                .param("before", before)
                .param("subject", filter.subject)
                .param("noun", filter.noun)
                .param("actor", filter.actor)
                .param("limit", limit + 1)
                .query((row, number) -> entry(row))
                .list();
        return entries.size() <= limit
                ? new Page(entries, null)
                : new Page(
                        entries.subList(0, limit),
                        Long.toString(entries.get(limit - 1).number()));
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                WireJson.mapper().readValue(row.getString("detail"), DETAIL),
                row.getString("address"));
    }
}
