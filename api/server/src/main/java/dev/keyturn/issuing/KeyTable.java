package dev.keyturn.issuing;

import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.WireJson;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of keys. Whoever changes one has taken an epoch before: that lock comes first, and keeps all others out. */
final class KeyTable {
    private final JdbcClient jdbc;

    KeyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A row to be.
     *
     * @param idempotency if given, the key is PENDING until it is used or activated
     */
    record Birth(
            UUID tenantId,
            String environment,
            KeyName name,
            Terms terms,
            boolean managed,
            String createdBy,
            @Nullable Idempotency idempotency) {}

    /**
     * Where a slug must be the only one.
     *
     * @param lineage whose own keys do not count
     */
    record Place(
            UUID tenantId, String environment, @Nullable UUID lineage) {}

    /** What a row has from the roll that made it. */
    record Descent(
            KeyRow predecessor,
            boolean deferred,
            long graceSeconds,
            @Nullable Long fence) {}

    Optional<KeyRow> find(UUID tenantId, UUID id) {
        return jdbc.sql("SELECT * FROM api_key WHERE tenant_id = :tenant AND id = :id")
                .param("tenant", tenantId)
                .param("id", id)
                .query(KeyRow::read)
                .optional();
    }

    /** @throws ProblemException 404 if the tenant has no such key */
    KeyRow lock(UUID tenantId, UUID id) {
        return jdbc.sql("SELECT * FROM api_key WHERE tenant_id = :tenant AND id = :id FOR UPDATE")
                .param("tenant", tenantId)
                .param("id", id)
                .query(KeyRow::read)
                .optional()
                .orElseThrow(ProblemException::notFound);
    }

    Optional<KeyRow> lock(UUID tenantId, Idempotency idempotency) {
        return jdbc.sql("SELECT * FROM api_key WHERE tenant_id = :tenant AND idempotency_key = :key FOR UPDATE")
                .param("tenant", tenantId)
                .param("key", idempotency.key())
                .query(KeyRow::read)
                .optional();
    }

    /** The first key of a lineage. */
    void insert(UUID id, Birth birth, String hint, long epoch) {
        insert(id, birth, hint)
                .param("lineage", id)
                .param("slug", birth.name.slug())
                .param("path", birth.managed ? path(birth.environment, birth.name.slug()) : null)
                .param("predecessor", null)
                .param("deferred", false)
                .param("grace", null)
                .param("fence", null)
                .param("epoch", epoch)
                .update();
    }

    /** The successor of a key. */
    void insert(UUID id, Birth birth, Descent descent, String hint, long epoch) {
        KeyRow predecessor = descent.predecessor;
        insert(id, birth, hint)
                .param("lineage", predecessor.view().lineage())
                .param("slug", predecessor.view().slug())
                .param("path", predecessor.view().deliveryPath())
                .param("predecessor", predecessor.id())
                .param("deferred", descent.deferred)
                .param("grace", descent.graceSeconds)
                .param("fence", descent.fence)
                .param("epoch", epoch)
                .update();
    }

    /** Marks a key whose secret was made elsewhere. */
    void markImported(UUID id) {
        jdbc.sql("UPDATE api_key SET imported = true WHERE id = :id")
                .param("id", id)
                .update();
    }

    private JdbcClient.StatementSpec insert(UUID id, Birth birth, String hint) {
        Idempotency idempotency = birth.idempotency;
        return jdbc.sql("""
                        INSERT INTO api_key (id, tenant_id, environment, lineage, name, slug, state, hint, scopes, managed,
                            networks, rate_limits, expires_at, owner, metadata,
                            delivery_path, created_at, created_by, activated_at, predecessor_id, deferred, grace_seconds,
                            fence, idempotency_key, request_hash, epoch)
                        VALUES (:id, :tenant, :environment, :lineage, :name, :slug, :state, :hint, :scopes, :managed,
                            :networks, :limits::jsonb, :expires, :ownedBy, :metadata::jsonb,
                            :path, clock_timestamp(), :by, CASE WHEN :state = 'ACTIVE' THEN clock_timestamp() END,
                            :predecessor, :deferred, :grace, :fence, :idempotency, :hash, :epoch)
                        """)
                .param("id", id)
                .param("tenant", birth.tenantId)
                .param("environment", birth.environment)
                .param("name", birth.name.text())
                .param("state", idempotency == null ? "ACTIVE" : "PENDING")
                .param("hint", hint)
                .param("scopes", birth.terms.scopes().toArray(String[]::new))
                .param("networks", birth.terms.networksInText())
                .param("limits", WireJson.mapper().writeValueAsString(birth.terms.rateLimits()))
                .param("expires", utc(birth.terms.expiresAt()))
                .param("ownedBy", birth.terms.owner())
                .param("metadata", WireJson.mapper().writeValueAsString(birth.terms.metadata()))
                .param("managed", birth.managed)
                .param("by", birth.createdBy)
                .param("idempotency", idempotency == null ? null : idempotency.key())
                .param("hash", idempotency == null ? null : idempotency.requestHash());
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /** Gives keys other terms; the expiry is that of one key. */
    void changeTerms(Collection<UUID> ids, Terms terms, long epoch) {
        jdbc.sql("""
                        UPDATE api_key SET scopes = :scopes, networks = :networks, rate_limits = :limits::jsonb,
                            owner = :ownedBy, metadata = :metadata::jsonb, epoch = :epoch
                        WHERE id = ANY(:ids)
                        """)
                .param("scopes", terms.scopes().toArray(String[]::new))
                .param("networks", terms.networksInText())
                .param("limits", WireJson.mapper().writeValueAsString(terms.rateLimits()))
                .param("ownedBy", terms.owner())
                .param("metadata", WireJson.mapper().writeValueAsString(terms.metadata()))
                .param("epoch", epoch)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    void expire(UUID id, @Nullable Instant at, long epoch) {
        jdbc.sql("UPDATE api_key SET expires_at = :at, epoch = :epoch WHERE id = :id")
                .param("at", utc(at))
                .param("epoch", epoch)
                .param("id", id)
                .update();
    }

    /** Whether a live lineage, other than the one given, has a slug. */
    boolean isTaken(Place place, String slug) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM api_key
                            WHERE tenant_id = :tenant AND environment = :environment AND slug = :slug
                              AND state NOT IN ('REVOKED', 'EXPIRED')
                              AND lineage IS DISTINCT FROM :lineage::uuid)
                        """)
                .param("tenant", place.tenantId())
                .param("environment", place.environment())
                .param("slug", slug)
                .param("lineage", place.lineage())
                .query(Boolean.class)
                .single();
    }

    /** Whether another key of the lineage goes on, or may. */
    boolean hasLiveHeir(KeyRow row) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM api_key
                            WHERE lineage = :lineage AND id <> :id AND state IN ('PENDING', 'ACTIVE', 'DISABLED'))
                        """)
                .param("lineage", row.view().lineage())
                .param("id", row.id())
                .query(Boolean.class)
                .single();
    }

    /** Where a managed key is delivered, for as long as its lineage lasts. */
    static String path(String environment, String slug) {
        return "keyturn/" + environment + "/" + slug;
    }

    List<UUID> liveLineage(KeyRow row) {
        return jdbc.sql("SELECT id FROM api_key WHERE lineage = :lineage AND state <> 'REVOKED' ORDER BY id FOR UPDATE")
                .param("lineage", row.view().lineage())
                .query(UUID.class)
                .list();
    }

    void activate(UUID id, String hint, long epoch) {
        jdbc.sql("""
                        UPDATE api_key SET state = 'ACTIVE', activated_at = clock_timestamp(), hint = :hint, epoch = :epoch
                        WHERE id = :id
                        """).param("hint", hint).param("epoch", epoch).param("id", id).update();
    }

    /** A grace never goes beyond the key's own expiry. */
    void retire(UUID id, UUID successor, long graceSeconds, long epoch) {
        jdbc.sql("""
                        UPDATE api_key SET state = 'RETIRING', successor_id = :successor, epoch = :epoch,
                            grace_until = LEAST(clock_timestamp() + make_interval(secs => :grace), expires_at)
                        WHERE id = :id
                        """)
                .param("successor", successor)
                .param("epoch", epoch)
                .param("grace", graceSeconds)
                .param("id", id)
                .update();
    }

    /** Back to ACTIVE, with nobody to follow; nothing if its grace is over meanwhile. */
    boolean reinstate(UUID id, long epoch) {
        return jdbc.sql("""
                        UPDATE api_key SET state = 'ACTIVE', grace_until = NULL, successor_id = NULL, epoch = :epoch
                        WHERE id = :id AND state = 'RETIRING' AND grace_until > clock_timestamp()
                        """).param("epoch", epoch).param("id", id).update() == 1;
    }

    void follow(UUID id, UUID successor, long epoch) {
        jdbc.sql("UPDATE api_key SET successor_id = :successor, epoch = :epoch WHERE id = :id")
                .param("successor", successor)
                .param("epoch", epoch)
                .param("id", id)
                .update();
    }

    void disable(UUID id, long epoch) {
        jdbc.sql("UPDATE api_key SET state = 'DISABLED', epoch = :epoch WHERE id = :id")
                .param("epoch", epoch)
                .param("id", id)
                .update();
    }

    /** Back to where the key was; nothing if its grace or its time is over meanwhile. */
    boolean enable(UUID id, long epoch) {
        return jdbc.sql("""
                        UPDATE api_key SET state = CASE WHEN grace_until IS NULL THEN 'ACTIVE' ELSE 'RETIRING' END,
                            epoch = :epoch
                        WHERE id = :id AND coalesce(LEAST(grace_until, expires_at) > clock_timestamp(), true)
                        """).param("epoch", epoch).param("id", id).update() == 1;
    }

    void remint(KeyRow row, String hint, @Nullable Long fence, long epoch) {
        jdbc.sql("UPDATE api_key SET hint = :hint, fence = :fence, epoch = :epoch WHERE id = :id")
                .param("hint", hint)
                .param("fence", fence)
                .param("epoch", epoch)
                .param("id", row.id())
                .update();
    }

    void rename(Collection<UUID> ids, KeyName name, String slug, long epoch) {
        jdbc.sql("UPDATE api_key SET name = :name, slug = :slug, epoch = :epoch WHERE id = ANY(:ids)")
                .param("name", name.text())
                .param("slug", slug)
                .param("epoch", epoch)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    void manage(Collection<UUID> ids, boolean managed, @Nullable String path, long epoch) {
        jdbc.sql("UPDATE api_key SET managed = :managed, delivery_path = :path, epoch = :epoch WHERE id = ANY(:ids)")
                .param("managed", managed)
                .param("path", path)
                .param("epoch", epoch)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }
}
