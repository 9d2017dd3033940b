package dev.keyturn.event;

import dev.keyturn.wire.EventType;
import dev.keyturn.wire.WireJson;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes events. A tenant's events are numbered in one row of its own, locked until the transaction ends: they become
 * visible in the order of their numbers, and a cursor skips none.
 */
public final class Outbox {
    /** The channel on which the tenant's id is notified. */
    static final String CHANNEL = "keyturn_event";

    private final JdbcClient jdbc;

    Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Appends an event in the caller's transaction. A transaction that changes keys takes its epoch first: everybody
     * locks in this order.
     *
     * @param type one of the constants of {@link EventType}, which says what the data hold
     * @param data JSON values, UUIDs and times; never plaintext, never a fingerprint
     * @throws IllegalStateException outside a transaction
     */
    public void append(UUID tenantId, String type, Map<String, ?> data) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "an event is appended in the transaction of the change that it tells about");
        }
        jdbc.sql("""
                        WITH counter AS (
                            INSERT INTO event_counter (tenant_id, value) VALUES (:tenant, 1)
                            ON CONFLICT (tenant_id) DO UPDATE SET value = event_counter.value + 1
                            RETURNING value),
                        appended AS (
                            INSERT INTO event (tenant_id, number, type, data)
                            SELECT :tenant, value, :type, :data::jsonb FROM counter RETURNING number)
                        SELECT pg_notify(:channel, :tenant::text) FROM appended
                        """)
                .param("tenant", tenantId)
                .param("type", type)
                .param("data", WireJson.mapper().writeValueAsString(data))
                .param("channel", CHANNEL)
                .query((row, number) -> true)
                .single();
    }
}
