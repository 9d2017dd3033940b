package dev.keyturn.usage;

import dev.keyturn.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Writes what the log counted, in one transaction with how far it is complete. What could not be written waits. */
final class UsageWriter implements Runnable {
    /** Between reading the clock and being counted a use may be held up this long. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final int MOST_WAITING = 200_000;

    private final UsageLog log;
    private final String replica;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private List<UsageLog.Counted> waiting = new ArrayList<>();
    private long lost;

    UsageWriter(UsageLog log, String replica, Store store) {
        this.log = log;
        this.replica = replica;
        this.jdbc = store.jdbc();
        this.transactions = store.transactions();
        this.clock = store.clock();
    }

    /** Where and when it writes. */
    record Store(JdbcClient jdbc, TransactionOperations transactions, InstantSource clock) {}

    @Override
    public synchronized void run() {
        Instant completeUntil = clock.instant().minus(MARGIN);
        waiting.addAll(log.drain());
        lost += log.takeLost();
        dropExcess();
        transactions.executeWithoutResult(status -> write(completeUntil));
        waiting = new ArrayList<>();
        lost = 0;
    }

    private void dropExcess() {
        while (waiting.size() > MOST_WAITING) {
            lost += waiting.remove(waiting.size() - 1).count();
        }
    }

    private void write(Instant completeUntil) {
        if (!waiting.isEmpty()) {
            writeRows(waiting.stream().map(Row::of).toList());
        }
        jdbc.sql("""
                        INSERT INTO usage_flush (replica, complete_until, lost) VALUES (:replica, :until, :lost)
                        ON CONFLICT (replica) DO UPDATE SET lost = usage_flush.lost + EXCLUDED.lost,
                            complete_until = GREATEST(usage_flush.complete_until, EXCLUDED.complete_until)
                        """)
                .param("replica", replica)
                .param("until", completeUntil.atOffset(ZoneOffset.UTC))
                .param("lost", lost)
                .update();
    }

    /** Rows of the same consumer or key are locked in one order by every replica. */
    private void writeRows(List<Row> rows) {
        jdbc.sql("""
                        WITH given AS MATERIALIZED (
                            SELECT *, COALESCE(network(set_masklen(address,
                                    CASE family(address) WHEN 4 THEN 24 ELSE 48 END)), '0.0.0.0/0') AS network
                            FROM jsonb_to_recordset(:rows::jsonb) AS r (at timestamptz, "lastAt" timestamptz,
                                uses bigint, "tenantId" uuid, "keyId" uuid, code text, address inet, agent text,
                                consumer text, path text)),
                        events AS (
                            INSERT INTO usage_event (at, last_at, uses, tenant_id, key_id, code, address, network,
                                agent, consumer, path, replica)
                            SELECT at, "lastAt", uses, "tenantId", "keyId", code, address, network,
                                agent, consumer, path, :replica FROM given),
                        last_use AS (
                            SELECT "keyId" AS id, max("lastAt") AS at FROM given WHERE code = 'VALID' GROUP BY "keyId"),
                        locked AS MATERIALIZED (
                            SELECT k.id, u.at FROM api_key k JOIN last_use u ON u.id = k.id
                            WHERE k.last_used_at IS NULL OR k.last_used_at < u.at
                            ORDER BY k.id FOR NO KEY UPDATE OF k),
                        used AS (
                            UPDATE api_key SET last_used_at = locked.at FROM locked WHERE api_key.id = locked.id)
                        INSERT INTO consumer (key_id, name, network, agent, first_seen_at, last_seen_at, uses)
                        SELECT "keyId", COALESCE(consumer, ''), network, agent, min(at), max("lastAt"), sum(uses)
                        FROM given WHERE code = 'VALID' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
                        ON CONFLICT (key_id, name, network, agent) DO UPDATE SET
                            first_seen_at = LEAST(consumer.first_seen_at, EXCLUDED.first_seen_at),
                            last_seen_at = GREATEST(consumer.last_seen_at, EXCLUDED.last_seen_at),
                            uses = consumer.uses + EXCLUDED.uses
                        """)
                .param("rows", WireJson.mapper().writeValueAsString(rows))
                .param("replica", replica)
                .update();
    }
}
