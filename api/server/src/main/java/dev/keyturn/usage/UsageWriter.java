package dev.keyturn.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes what the log counted, a part at a time, the last of them in one transaction with how far it is complete. What
 * could not be written waits, and the log counts on meanwhile.
 */
final class UsageWriter implements Runnable {
    /** Between reading the clock and being counted a use may be held up this long. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** As many rows as PostgreSQL takes in a tenth of a second. */
    private static final int AT_ONCE = 4_000;

    private final UsageLog log;
    private final String replica;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final List<UsageLog.Counted> waiting = new ArrayList<>();
    private Instant completeUntil = Instant.EPOCH;
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
        if (waiting.isEmpty()) {
            completeUntil = clock.instant().minus(MARGIN);
            waiting.addAll(log.drain());
        }
        lost += log.takeLost();
        List<UsageLog.Counted> next = waiting.subList(Math.max(0, waiting.size() - AT_ONCE), waiting.size());
        transactions.executeWithoutResult(status -> write(next));
        next.clear();
        lost = 0;
    }

    /** Writes everything that was counted until now. */
    synchronized void runToEnd() {
        do {
            run();
        } while (!waiting.isEmpty());
        run();
    }

    private void write(List<UsageLog.Counted> counted) {
        if (!counted.isEmpty()) {
            writeRows(counted.stream().map(Row::of).toList());
        }
        jdbc.sql("""
                        INSERT INTO usage_flush (replica, complete_until, lost) VALUES (:replica, :until, :lost)
                        ON CONFLICT (replica) DO UPDATE SET lost = usage_flush.lost + EXCLUDED.lost,
                            complete_until = GREATEST(usage_flush.complete_until, EXCLUDED.complete_until)
                        """)
                .param("replica", replica)
                .param(
                        "until",
                        (counted.size() == waiting.size() ? completeUntil : Instant.EPOCH).atOffset(ZoneOffset.UTC))
                .param("lost", lost)
                .update();
    }

    /**
     * Rows of the same consumer or key are locked in one order by every replica. When a key was last used is kept to
     * the minute in its row: the consumers have it exactly, and a row of a key is dear to change.
     */
    private void writeRows(List<Row> rows) {
        jdbc.sql("""
                        WITH given AS MATERIALIZED (
                            SELECT to_timestamp(at / 1000.0) AS at, to_timestamp(last_at / 1000.0) AS last_at, uses,
                                tenant_id, key_id, code, address, agent, consumer, path,
                                COALESCE(network(set_masklen(address,
                                    CASE family(address) WHEN 4 THEN 24 ELSE 48 END)), '0.0.0.0/0') AS network
                            FROM unnest(:at::bigint[], :lastAt::bigint[], :uses::bigint[], :tenants::uuid[],
                                :keys::uuid[], :codes::text[], :addresses::inet[], :agents::text[],
                                :consumers::text[], :paths::text[]) AS r (at, last_at,
                                uses, tenant_id, key_id, code, address, agent, consumer, path)),
                        events AS (
                            INSERT INTO usage_event (at, last_at, uses, tenant_id, key_id, code, address, network,
                                agent, consumer, path, replica)
                            SELECT at, last_at, uses, tenant_id, key_id, code, address, network,
                                agent, consumer, path, :replica FROM given),
                        last_use AS (
                            SELECT key_id AS id, max(last_at) AS at FROM given WHERE code = 'VALID' GROUP BY key_id),
                        locked AS MATERIALIZED (
                            SELECT k.id, u.at FROM api_key k JOIN last_use u ON u.id = k.id
                            WHERE k.last_used_at IS NULL OR k.last_used_at < u.at - interval '1 minute'
                            ORDER BY k.id FOR NO KEY UPDATE OF k),
                        used AS (
                            UPDATE api_key SET last_used_at = locked.at FROM locked WHERE api_key.id = locked.id)
                        INSERT INTO consumer (key_id, name, network, agent, first_seen_at, last_seen_at, uses)
                        SELECT key_id, COALESCE(consumer, ''), network, agent, min(at), max(last_at), sum(uses)
                        FROM given WHERE code = 'VALID' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
                        ON CONFLICT (key_id, name, network, agent) DO UPDATE SET
                            first_seen_at = LEAST(consumer.first_seen_at, EXCLUDED.first_seen_at),
                            last_seen_at = GREATEST(consumer.last_seen_at, EXCLUDED.last_seen_at),
                            uses = consumer.uses + EXCLUDED.uses
                        """)
                .param(
                        "at",
                        rows.stream().mapToLong(row -> row.at().toEpochMilli()).toArray())
                .param(
                        "lastAt",
                        rows.stream()
                                .mapToLong(row -> row.lastAt().toEpochMilli())
                                .toArray())
                .param("uses", rows.stream().mapToLong(Row::uses).toArray())
                .param("tenants", rows.stream().map(Row::tenantId).toArray(UUID[]::new))
                .param("keys", rows.stream().map(Row::keyId).toArray(UUID[]::new))
                .param("codes", texts(rows, Row::code))
                .param("addresses", texts(rows, Row::address))
                .param("agents", texts(rows, Row::agent))
                .param("consumers", texts(rows, Row::consumer))
                .param("paths", texts(rows, Row::path))
                .param("replica", replica)
                .update();
    }

    private static String[] texts(List<Row> rows, Function<Row, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
