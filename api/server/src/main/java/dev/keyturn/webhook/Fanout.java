package dev.keyturn.webhook;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Makes deliveries of events: each event once for each webhook that wants it, whichever replica looks. */
final class Fanout implements Runnable {
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Fanout(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void run() {
        List<UUID> behind = jdbc.sql("""
                        SELECT id FROM webhook JOIN event_counter USING (tenant_id) WHERE cursor < value
                        """).query(UUID.class).list();
        behind.forEach(webhook -> transactions.executeWithoutResult(status -> take(webhook)));
    }

    private void take(UUID webhook) {
        jdbc.sql("""
                        WITH hook AS (
                            SELECT * FROM webhook WHERE id = :webhook FOR UPDATE SKIP LOCKED),
                        page AS (
                            SELECT event.* FROM hook JOIN event ON event.tenant_id = hook.tenant_id
                            WHERE number > cursor ORDER BY number LIMIT :limit),
                        made AS (
                            INSERT INTO webhook_delivery (webhook_id, event_number, type, body)
                            SELECT hook.id, number, type, jsonb_build_object('id', number::text, 'type', type,
                                'timestamp', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                                'data', data)::text
                            FROM page, hook WHERE types = '{}' OR type = ANY(types))
                        UPDATE webhook SET cursor = (SELECT max(number) FROM page)
                        WHERE id = :webhook AND EXISTS (SELECT FROM page)
                        """).param("webhook", webhook).param("limit", AT_ONCE).update();
    }
}
