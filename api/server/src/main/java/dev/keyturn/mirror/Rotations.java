package dev.keyturn.mirror;

import dev.keyturn.event.Outbox;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationCommand;
import dev.keyturn.wire.RotationState;
import dev.keyturn.wire.WireJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Rotations as their rotators told them. */
public final class Rotations {
    private static final int NEWEST = 500;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Outbox outbox;

    Rotations(JdbcClient jdbc, TransactionOperations transactions, Outbox outbox) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /**
     * Takes a telling over; the last one stands.
     *
     * @throws ProblemException 404 if key or rotation is not the tenant's
     */
    void put(UUID tenantId, Rotation rotation) {
        transactions.executeWithoutResult(status -> {
            boolean news = isNews(tenantId, rotation);
            write(tenantId, rotation);
            if (news) {
                outbox.append(tenantId, EventType.ROTATION_ENDED, ending(rotation));
            }
        });
    }

    /** Whether it is told for the first time that it is over, or waits for a person. */
    private boolean isNews(UUID tenantId, Rotation rotation) {
        boolean ending = rotation.state() == RotationState.RETIRED || rotation.state() == RotationState.NEEDS_ATTENTION;
        return ending
                && jdbc.sql("SELECT NOT EXISTS (SELECT FROM rotation"
                                + " WHERE id = :id AND tenant_id = :tenant AND state = :state)")
                        .param("id", rotation.id())
                        .param("tenant", tenantId)
                        .param("state", rotation.state().name())
                        .query(Boolean.class)
                        .single();
    }

    private static Map<String, Object> ending(Rotation rotation) {
        Map<String, Object> data = new HashMap<>();
        data.put("rotationId", rotation.id());
        data.put("keyId", rotation.keyId());
        data.put("successorId", rotation.successorId());
        data.put("environment", rotation.environment());
        data.put("name", rotation.keyName());
        data.put("state", rotation.state());
        data.put("laggards", rotation.laggards());
        data.put("attention", rotation.attention());
        return data;
    }

    private void write(UUID tenantId, Rotation rotation) {
        int written = jdbc.sql("""
                        INSERT INTO rotation (id, tenant_id, key_id, state, body)
                        SELECT :id, :tenant, id, :state, :body::jsonb FROM api_key WHERE id = :key AND tenant_id = :tenant
                        ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, body = EXCLUDED.body,
                            updated_at = clock_timestamp()
                        WHERE rotation.tenant_id = :tenant AND rotation.key_id = :key
                        """)
                .param("id", rotation.id())
                .param("tenant", tenantId)
                .param("key", rotation.keyId())
                .param("state", rotation.state().name())
                .param("body", WireJson.mapper().writeValueAsString(rotation))
                .update();
        if (written == 0) {
            throw ProblemException.notFound();
        }
    }

    /**
     * The newest 500.
     *
     * @param environment if given, of this one only
     * @param keyId if given, those that replace this key or brought it forth
     */
    public List<Rotation> list(UUID tenantId, @Nullable String environment, @Nullable UUID keyId) {
        return jdbc
                .sql("""
                        SELECT body::text FROM rotation WHERE tenant_id = :tenant
                            AND (:environment::text IS NULL OR body ->> 'environment' = :environment)
                            AND (:key::uuid IS NULL OR key_id = :key OR body ->> 'successorId' = :key::text)
                        ORDER BY created_at DESC, id LIMIT :newest
                        """)
                .param("tenant", tenantId)
                .param("environment", environment)
                .param("key", keyId)
                .param("newest", NEWEST)
                .query(String.class)
                .list()
                .stream()
                .map(Rotations::read)
                .toList();
    }

    /**
     * One of the tenant's.
     *
     * @throws ProblemException 404 if there is none
     */
    public Rotation find(UUID tenantId, UUID id) {
        return jdbc.sql("SELECT body::text FROM rotation WHERE tenant_id = :tenant AND id = :id")
                .param("tenant", tenantId)
                .param("id", id)
                .query(String.class)
                .optional()
                .map(Rotations::read)
                .orElseThrow(ProblemException::notFound);
    }

    /**
     * A page of the tenant's, newest first; those that wait for a person are a list of their own.
     *
     * @param waiting whether only those in NEEDS_ATTENTION, or only the others
     * @param skip how many newer ones are left out
     */
    public List<Rotation> page(UUID tenantId, boolean waiting, int limit, int skip) {
        return jdbc
                .sql("""
                        SELECT body::text FROM rotation
                        WHERE tenant_id = :tenant AND (state = 'NEEDS_ATTENTION') = :waiting
                        ORDER BY created_at DESC, id LIMIT :limit OFFSET :skip
                        """)
                .param("tenant", tenantId)
                .param("waiting", waiting)
                .param("limit", limit)
                .param("skip", skip)
                .query(String.class)
                .list()
                .stream()
                .map(Rotations::read)
                .toList();
    }

    /** Those that are due in a stretch of time, the earliest first, up to a limit. */
    public List<Rotation> due(UUID tenantId, Instant from, Instant until, int limit) {
        return jdbc
                .sql("""
                        SELECT body::text FROM rotation
                        WHERE tenant_id = :tenant AND body ->> 'dueAt' >= :from AND body ->> 'dueAt' < :until
                        ORDER BY body ->> 'dueAt', id LIMIT :limit
                        """)
                .param("tenant", tenantId)
                .param("from", from.toString())
                .param("until", until.toString())
                .param("limit", limit)
                .query(String.class)
                .list()
                .stream()
                .map(Rotations::read)
                .toList();
    }

    private static Rotation read(String body) {
        return WireJson.mapper().readValue(body, Rotation.class);
    }

    /**
     * Passes a command on to the rotator, as an event.
     *
     * @throws ProblemException 404 if key or rotation is not the tenant's
     */
    public void command(UUID tenantId, RotationCommand command) {
        requireKnown(tenantId, command);
        Map<String, Object> data = new HashMap<>();
        data.put("command", command.command().word());
        data.put("keyId", command.keyId());
        data.put("rotationId", command.rotationId());
        transactions.executeWithoutResult(status -> outbox.append(tenantId, EventType.ROTATION_COMMANDED, data));
    }

    private void requireKnown(UUID tenantId, RotationCommand command) {
        boolean known = jdbc.sql("""
                        SELECT EXISTS (SELECT FROM api_key WHERE id = :key AND tenant_id = :tenant)
                            AND (:rotation::uuid IS NULL
                                OR EXISTS (SELECT FROM rotation WHERE id = :rotation AND tenant_id = :tenant))
                        """)
                .param("key", command.keyId())
                .param("rotation", command.rotationId())
                .param("tenant", tenantId)
                .query(Boolean.class)
                .single();
        if (!known) {
            throw ProblemException.notFound();
        }
    }
}
