package dev.keyturn.schedule;

import dev.keyturn.delivery.Version;
import dev.keyturn.policy.Selection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of managed keys. */
public final class ManagedKeys {
    private static final String COLUMNS = "lineage, key_id, name, environment, slug, delivery_path, rotated_at,"
            + " rotated_as_of, recorded_version, delivered_key_id";

    private final JdbcClient jdbc;

    public ManagedKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes a key in, or takes over what changed of it; what was delivered stays as recorded. A list that was read before
     * our own rotation does not bring its predecessor back: only a younger key becomes current.
     */
    public void put(ManagedKey key) {
        jdbc.sql("""
                        INSERT INTO managed_key (lineage, key_id, name, environment, slug, delivery_path,
                        rotated_at)
                        VALUES (:lineage, :key, :name, :environment, :slug, :path, :at) ON CONFLICT (lineage) DO
                        UPDATE
                        SET name = excluded.name, slug = excluded.slug, delivery_path = excluded.delivery_path,
                        managed = true, key_id = CASE WHEN excluded.rotated_at > managed_key.rotated_at THEN
                        excluded.key_id ELSE managed_key.key_id END, rotated_at = CASE WHEN excluded.rotated_at >
                        managed_key.rotated_at AND excluded.key_id <> managed_key.key_id THEN excluded.rotated_at
                        ELSE managed_key.rotated_at END""")
                .param("lineage", key.lineage())
                .param("key", key.keyId())
                .param("name", key.name())
                .param("environment", key.environment())
                .param("slug", key.slug())
                .param("path", key.deliveryPath())
                .param("at", Timestamp.from(key.rotatedAt()))
                .update();
    }

    /** Lets a lineage go: it is not rotated any more, and what was delivered stays where it is. */
    public void release(UUID lineage) {
        jdbc.sql("UPDATE managed_key SET managed = false WHERE lineage = :lineage")
                .param("lineage", lineage)
                .update();
    }

    /** Lets a lineage go whose current key cannot be rotated, unless another has become current. */
    public void release(UUID lineage, UUID keyId) {
        jdbc.sql("UPDATE managed_key SET managed = false WHERE lineage = :lineage AND key_id = :key")
                .param("lineage", lineage)
                .param("key", keyId)
                .update();
    }

    /** Lets a lineage go of which nothing is live any more, unless a rotation is about to replace it. */
    public void releaseIdle(UUID lineage) {
        jdbc.sql("""
                        UPDATE managed_key k
                        SET managed = false
                        WHERE lineage = :lineage AND NOT EXISTS (SELECT
                        FROM rotation r
                        WHERE r.lineage = k.lineage AND r.state NOT IN ('RETIRED', 'ABORTED'))""").param("lineage", lineage).update();
    }

    /** Records what the store was given. */
    public void recordDelivery(UUID lineage, Version version, UUID keyId) {
        jdbc.sql("UPDATE managed_key SET recorded_version = :version, delivered_key_id = :key WHERE lineage = :lineage")
                .param("version", version.value())
                .param("key", keyId)
                .param("lineage", lineage)
                .update();
    }

    /** Takes what a person found in the store, and lets be overwritten, for what the next delivery must find there. */
    public void recordVersion(UUID lineage, String version) {
        jdbc.sql("UPDATE managed_key SET recorded_version = :version WHERE lineage = :lineage")
                .param("version", version)
                .param("lineage", lineage)
                .update();
    }

    /** Makes a successor the current key. */
    public void recordRotation(UUID lineage, UUID successor, Instant asOf) {
        jdbc.sql("""
                        UPDATE managed_key
                        SET key_id = :key, rotated_at = now(), rotated_as_of = :asOf
                        WHERE lineage = :lineage""")
                .param("key", successor)
                .param("asOf", Timestamp.from(asOf))
                .param("lineage", lineage)
                .update();
    }

    /** Makes a predecessor the current key again. */
    public void reinstate(UUID lineage, UUID predecessor, Instant made) {
        jdbc.sql("""
                        UPDATE managed_key
                        SET key_id = :key, rotated_at = :made, rotated_as_of = NULL
                        WHERE lineage = :lineage""")
                .param("key", predecessor)
                .param("made", Timestamp.from(made))
                .param("lineage", lineage)
                .update();
    }

    /** One lineage, managed or let go. */
    public Optional<ManagedKey> find(UUID lineage) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM managed_key WHERE lineage = :lineage")
                .param("lineage", lineage)
                .query(ManagedKeys::read)
                .optional();
    }

    /** Everything that is managed in an environment, the oldest first. */
    public List<ManagedKey> in(String environment) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM managed_key WHERE managed AND environment = :environment"
                        + " ORDER BY rotated_at, lineage")
                .param("environment", environment)
                .query(ManagedKeys::read)
                .list();
    }

    /**
     * Some keys of an environment that could be due and have no open rotation: what was made before a time, and what the
     * store does not have yet. What a person gave up is left alone for a day.
     */
    public List<ManagedKey> idle(String environment, Selection selection, Instant madeBefore) {
        return jdbc.sql(idle("rotated_at <= :before") + " UNION ALL "
                        + idle("rotated_at > :before AND delivered_key_id IS DISTINCT FROM key_id"))
                .param("environment", environment)
                .param("like", selection.like())
                .param("notLike", selection.notLike())
                .param("before", Timestamp.from(madeBefore))
                .query(ManagedKeys::read)
                .list();
    }

    private static String idle(String which) {
        return "(SELECT " + COLUMNS + " FROM managed_key k WHERE managed AND environment = :environment AND " + which
                + " AND slug LIKE :like AND NOT slug LIKE ANY (cast(:notLike AS text[]))"
                + " AND NOT EXISTS (SELECT FROM rotation r WHERE r.lineage = k.lineage"
                + " AND (r.state NOT IN ('RETIRED', 'ABORTED')"
                + " OR (r.given_up AND r.updated_at > now() - interval '1 day')))"
                + " ORDER BY rotated_at LIMIT 1000)";
    }

    /** The key of an environment that has a slug, if it is managed. */
    public Optional<ManagedKey> find(String environment, String slug) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM managed_key"
                        + " WHERE managed AND environment = :environment AND slug = :slug"
                        + " ORDER BY rotated_at DESC LIMIT 1")
                .param("environment", environment)
                .param("slug", slug)
                .query(ManagedKeys::read)
                .optional();
    }

    /** How many of some keys of an environment were made before a time. */
    public long madeBefore(String environment, Selection selection, Instant time) {
        return jdbc.sql("SELECT count(*) FROM managed_key WHERE managed AND environment = :environment"
                        + " AND rotated_at <= :time AND slug LIKE :like"
                        + " AND NOT slug LIKE ANY (cast(:notLike AS text[]))")
                .param("environment", environment)
                .param("time", Timestamp.from(time))
                .param("like", selection.like())
                .param("notLike", selection.notLike())
                .query(Long.class)
                .single();
    }

    /** When the oldest key of an environment was made. */
    public Optional<Instant> oldest(String environment) {
        return jdbc.sql("SELECT rotated_at FROM managed_key WHERE managed AND environment = :environment"
                        + " ORDER BY rotated_at LIMIT 1")
                .param("environment", environment)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    private static ManagedKey read(ResultSet row, int number) throws SQLException {
        String recorded = row.getString("recorded_version");
        return new ManagedKey(
                row.getObject("lineage", UUID.class),
                row.getObject("key_id", UUID.class),
                row.getString("name"),
                row.getString("environment"),
                row.getString("slug"),
                row.getString("delivery_path"),
                row.getTimestamp("rotated_at").toInstant(),
                instant(row.getTimestamp("rotated_as_of")),
                recorded == null ? null : new Version(recorded),
                row.getObject("delivered_key_id", UUID.class));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
