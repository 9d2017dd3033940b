package dev.keyturn.usage;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far what is written can be trusted.
 *
 * @param until every use before this time is written, by every replica that is alive
 * @param lost uses that could not be counted, ever
 */
public record Completeness(Instant until, long lost) {

    /** Reads it; to be read before the usage that it is about. */
    public static Completeness read(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT COALESCE((SELECT min(COALESCE(complete_until, started_at))
                                         FROM replica LEFT JOIN usage_flush ON replica = id
                                         WHERE tenant_id IS NULL), 'epoch') AS until,
                               (SELECT COALESCE(sum(lost), 0) FROM usage_flush) AS lost
                        """)
                .query((row, number) -> new Completeness(
                        row.getObject("until", OffsetDateTime.class).toInstant(), row.getLong("lost")))
                .single();
    }
}
