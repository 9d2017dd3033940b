package dev.keyturn.exposure;

import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.VerificationCode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads who used a key since a time. An origin, which is a network and an agent, is known if it was accepted with this
 * key before, or with another key of the same lineage at any time: who has the successor was given it.
 */
final class Uses {
    private final JdbcClient jdbc;

    Uses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Uses by origin and outcome, the most recent first. */
    List<ExposureReport.Use> since(UUID keyId, Instant exposedAt) {
        return jdbc.sql("""
                        WITH leaked AS (SELECT id, lineage, revoked_at FROM api_key WHERE id = :key),
                        known AS (
                            SELECT DISTINCT c.network, c.agent
                            FROM leaked JOIN api_key k ON k.lineage = leaked.lineage AND k.id <> leaked.id
                            JOIN consumer c ON c.key_id = k.id
                            UNION
                            SELECT network, agent FROM usage_event
                            WHERE key_id = :key AND code = 'VALID' AND at < :exposed)
                        SELECT u.network::text, u.agent, u.consumer, u.code,
                            known.network IS NOT NULL AS known,
                            u.last_at > COALESCE(leaked.revoked_at, 'infinity') AS after_revocation,
                            sum(u.uses) AS uses, min(u.at) AS first_at, max(u.last_at) AS last_at
                        FROM leaked JOIN usage_event u ON u.key_id = leaked.id AND u.last_at >= :exposed
                        LEFT JOIN known ON known.network = u.network AND known.agent = u.agent
                        GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY last_at DESC, 1, 2, 3
                        """)
                .param("key", keyId)
                .param("exposed", exposedAt.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new ExposureReport.Use(
                        row.getString("network"),
                        row.getString("agent"),
                        row.getString("consumer"),
                        row.getBoolean("known"),
                        row.getBoolean("after_revocation"),
                        VerificationCode.valueOf(row.getString("code")),
                        row.getLong("uses"),
                        row.getObject("first_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
