package dev.keyturn.leak;

import dev.keyturn.event.Outbox;
import dev.keyturn.wire.EventType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes leaks: one for a key, with as many places as it was seen in. */
final class LeakRecords {
    private final JdbcClient jdbc;
    private final Outbox outbox;

    LeakRecords(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /** Records a leak, or another place of one that is known, in the caller's transaction; returns its id. */
    UUID record(ReportedKeys.Known key, Sighting sighting, String reporter) {
        Optional<UUID> created = jdbc.sql("""
                        INSERT INTO leak (tenant_id, key_id, source, reporter) VALUES (:tenant, :key, :source, :reporter)
                        ON CONFLICT (key_id) DO NOTHING RETURNING id
                        """)
                .param("tenant", key.tenantId())
                .param("key", key.keyId())
                .param("source", sighting.source())
                .param("reporter", reporter)
                .query(UUID.class)
                .optional();
        UUID leak = created.orElseGet(() -> leakOf(key.keyId()));
        addPlace(leak, sighting);
        created.ifPresent(id -> tell(id, key));
        return leak;
    }

    private UUID leakOf(UUID keyId) {
        return jdbc.sql("SELECT id FROM leak WHERE key_id = :key")
                .param("key", keyId)
                .query(UUID.class)
                .single();
    }

    private void addPlace(UUID leak, Sighting sighting) {
        jdbc.sql("""
                        INSERT INTO leak_place (leak_id, repository, commit_id, path, line, author, committed_at)
                        VALUES (:leak, :repository, :commit, :path, :line, :author, :committedAt) ON CONFLICT DO NOTHING
                        """)
                .param("leak", leak)
                .param("repository", sighting.repository())
                .param("commit", sighting.commit())
                .param("path", sighting.path())
                .param("line", sighting.line())
                .param("author", sighting.author())
                .param("committedAt", utc(sighting.committedAt()))
                .update();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private void tell(UUID leak, ReportedKeys.Known key) {
        outbox.append(
                key.tenantId(),
                EventType.LEAK_RECORDED,
                Map.of(
                        "leakId", leak,
                        "keyId", key.keyId(),
                        "environment", key.environment(),
                        "managed", key.managed()));
    }
}
