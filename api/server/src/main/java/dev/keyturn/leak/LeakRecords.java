package dev.keyturn.leak;

import dev.keyturn.audit.Audit;
import dev.keyturn.event.Outbox;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.LeakResponse;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes leaks: one for a key, told once, with the first places that it was seen in. */
final class LeakRecords {
    private static final int MOST_PLACES = 200;

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Audit audit;

    LeakRecords(JdbcClient jdbc, Outbox outbox, Audit audit) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** A key in a place. */
    record Seen(ReportedKeys.Known key, Sighting sighting) {}

    /**
     * Records sightings in the caller's transaction.
     *
     * @param responses what is done about each key
     * @return the leak of each key
     */
    Map<UUID, UUID> record(Reporter reporter, List<Seen> seen, Map<UUID, LeakResponse> responses) {
        if (seen.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Seen> first = new LinkedHashMap<>();
        seen.forEach(one -> first.putIfAbsent(one.key.keyId(), one));
        Map<UUID, UUID> created = create(reporter, first.values());
        created.forEach((key, leak) -> tell(reporter, leak, first.get(key), responses.get(key)));
        Map<UUID, UUID> leaks = leaksOf(first.keySet(), created, seen.size());
        addPlaces(seen, leaks);
        return leaks;
    }

    private Map<UUID, UUID> create(Reporter reporter, Collection<Seen> seen) {
        Map<UUID, UUID> created = new LinkedHashMap<>();
        jdbc.sql("""
                        INSERT INTO leak (tenant_id, key_id, source, reporter, sightings)
                        SELECT tenant::uuid, key::uuid, source, :reporter, 0
                        FROM unnest(:tenants::text[], :keys::text[], :sources::text[]) AS given (tenant, key, source)
                        ON CONFLICT (key_id) DO NOTHING RETURNING id, key_id
                        """)
                .param("reporter", reporter.name())
                .param("tenants", texts(seen, one -> one.key.tenantId().toString()))
                .param("keys", texts(seen, one -> one.key.keyId().toString()))
                .param("sources", texts(seen, one -> one.sighting.source()))
                .query(row -> {
                    created.put(row.getObject("key_id", UUID.class), row.getObject("id", UUID.class));
                });
        return created;
    }

    /** Every leak, counted as seen once more. */
    private Map<UUID, UUID> leaksOf(Collection<UUID> keys, Map<UUID, UUID> created, int sightings) {
        Map<UUID, UUID> leaks = new HashMap<>(created);
        jdbc.sql("""
                        UPDATE leak SET sightings = sightings + 1, last_seen_at = clock_timestamp()
                        WHERE key_id = ANY(:keys::uuid[]) RETURNING id, key_id
                        """)
                .param("keys", keys.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    leaks.put(row.getObject("key_id", UUID.class), row.getObject("id", UUID.class));
                });
        return leaks;
    }

    private void addPlaces(List<Seen> seen, Map<UUID, UUID> leaks) {
        jdbc.sql("""
                        INSERT INTO leak_place (leak_id, repository, commit_id, path, line, author, committed_at)
                        SELECT leak, repository, commit_id, path, line, author, committed_at FROM (
                            SELECT DISTINCT ON (leak, repository, commit_id, path, line) *,
                                row_number() OVER (PARTITION BY leak) + (
                                    SELECT count(*) FROM leak_place WHERE leak_id = given.leak) AS place
                            FROM (SELECT leak::uuid, repository, commit_id, path, line, author, committed_at::timestamptz
                                FROM unnest(:leaks::text[], :repositories::text[], :commits::text[], :paths::text[],
                                    :lines::int[], :authors::text[], :times::text[])
                                AS raw (leak, repository, commit_id, path, line, author, committed_at)) AS given
                        ) AS numbered WHERE place <= :most
                        ON CONFLICT DO NOTHING
                        """)
                .param("leaks", texts(seen, one -> String.valueOf(leaks.get(one.key.keyId()))))
                .param("repositories", texts(seen, one -> one.sighting.repository()))
                .param("commits", texts(seen, one -> one.sighting.commit()))
                .param("paths", texts(seen, one -> one.sighting.path()))
                .param("lines", seen.stream().map(one -> one.sighting.line()).toArray(Integer[]::new))
                .param("authors", texts(seen, one -> one.sighting.author()))
                .param("times", texts(seen, one -> text(one.sighting.committedAt())))
                .param("most", MOST_PLACES)
                .update();
    }

    private static @Nullable String[] texts(Collection<Seen> seen, Function<Seen, @Nullable String> part) {
        return seen.stream().map(part).toArray(String[]::new);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private void tell(Reporter reporter, UUID leak, @Nullable Seen first, @Nullable LeakResponse response) {
        if (first == null) {
            return;
        }
        ReportedKeys.Known key = first.key;
        boolean alertOnly = response == LeakResponse.ALERT;
        outbox.append(
                key.tenantId(),
                alertOnly ? EventType.LEAK_NOTICED : EventType.LEAK_RECORDED,
                Map.of(
                        "leakId", leak,
                        "keyId", key.keyId(),
                        "environment", key.environment(),
                        "managed", key.managed()));
        audit.record(
                new Audit.Actor(
                        key.tenantId(),
                        reporter.name(),
                        key.tenantId().equals(reporter.tenantId()) ? reporter.address() : null),
                "leak.record",
                leak.toString(),
                Map.of("keyId", key.keyId()));
    }
}
