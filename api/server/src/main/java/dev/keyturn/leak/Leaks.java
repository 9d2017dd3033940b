package dev.keyturn.leak;

import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.Leak;
import dev.keyturn.wire.LeakList;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the leaks of a tenant. */
public final class Leaks {
    private static final String SELECT = """
            SELECT l.id, l.key_id, k.name, k.environment, k.hint, l.source, l.detected_at, k.revoked_at, k.successor_id
            FROM leak l JOIN api_key k ON k.id = l.key_id WHERE l.tenant_id = :tenant
            """;

    private final JdbcClient jdbc;

    Leaks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One leak.
     *
     * @throws ProblemException 404 if the tenant has none of that id
     */
    public Leak get(UUID tenantId, UUID id) {
        return withPlaces(jdbc.sql(SELECT + " AND l.id = :id")
                        .param("tenant", tenantId)
                        .param("id", id)
                        .query((row, number) -> leak(row))
                        .list())
                .stream()
                .findFirst()
                .orElseThrow(ProblemException::notFound);
    }

    /** The leak of a key, if it leaked. */
    public Optional<Leak> ofKey(UUID tenantId, UUID keyId) {
        return withPlaces(jdbc.sql(SELECT + " AND l.key_id = :key")
                        .param("tenant", tenantId)
                        .param("key", keyId)
                        .query((row, number) -> leak(row))
                        .list())
                .stream()
                .findFirst();
    }

    /**
     * A page, newest first.
     *
     * @param cursor of the page before; absent for the first
     * @param limit 1 to 200
     */
    public LeakList page(UUID tenantId, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > 200) {
            throw ProblemException.invalid("'limit' is 1 to 200.");
        }
        List<Leak> leaks = withPlaces(jdbc.sql(SELECT + """
                         AND (:cursor::uuid IS NULL OR (l.detected_at, l.id) <
                            (SELECT detected_at, id FROM leak WHERE id = :cursor AND tenant_id = :tenant))
                        ORDER BY l.detected_at DESC, l.id DESC LIMIT :limit
                        """)
                .param("tenant", tenantId)
                .param("cursor", cursor == null ? null : id(cursor))
                .param("limit", limit + 1)
                .query((row, number) -> leak(row))
                .list());
        return leaks.size() <= limit
                ? new LeakList(leaks, null)
                : new LeakList(
                        leaks.subList(0, limit), leaks.get(limit - 1).id().toString());
    }

    private static UUID id(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("'cursor' is none that this call has given. Start without one.");
        }
    }

    private List<Leak> withPlaces(List<Leak> leaks) {
        Map<UUID, List<Leak.Place>> places = new HashMap<>();
        jdbc.sql(
                        "SELECT * FROM leak_place WHERE leak_id = ANY(:leaks::uuid[]) ORDER BY reported_at, repository, path, line")
                .param("leaks", leaks.stream().map(leak -> leak.id().toString()).toArray(String[]::new))
                .query(row -> {
                    places.computeIfAbsent(row.getObject("leak_id", UUID.class), same -> new ArrayList<>())
                            .add(place(row));
                });
        return leaks.stream()
                .map(leak -> with(leak, places.getOrDefault(leak.id(), List.of())))
                .toList();
    }

    private static Leak with(Leak leak, List<Leak.Place> places) {
        return new Leak(
                leak.id(),
                leak.keyId(),
                leak.keyName(),
                leak.environment(),
                leak.hint(),
                leak.source(),
                leak.detectedAt(),
                leak.revokedAt(),
                leak.successor(),
                places);
    }

    private static Leak leak(ResultSet row) throws SQLException {
        return new Leak(
                row.getObject("id", UUID.class),
                row.getObject("key_id", UUID.class),
                row.getString("name"),
                row.getString("environment"),
                row.getString("hint"),
                row.getString("source"),
                row.getObject("detected_at", OffsetDateTime.class).toInstant(),
                time(row, "revoked_at"),
                row.getObject("successor_id", UUID.class),
                List.of());
    }

    private static Leak.Place place(ResultSet row) throws SQLException {
        int line = row.getInt("line");
        return new Leak.Place(
                words(row.getString("repository")),
                words(row.getString("commit_id")),
                words(row.getString("path")),
                line == 0 ? null : line,
                row.getString("author"),
                time(row, "committed_at"),
                row.getObject("reported_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable String words(String kept) {
        return kept.isEmpty() ? null : kept;
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
