package dev.keyturn.revocation;

import dev.keyturn.wire.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The replicas of the api as the database lists them. Who is not on the list holds nothing in memory that is older than
 * the moment one looks; who is on it acknowledges an epoch, or is silent until its lease is over.
 *
 * <p>How long is measured by the waiting process's own monotonic clock, from after the commit: a wrong wall clock
 * anywhere, the database's included, neither shortens nor stretches it.
 */
public final class Replicas {
    private static final Duration SILENCE = Lease.LENGTH.plusMillis(100);
    private static final long POLL_NANOS = Duration.ofMillis(2).toNanos();

    private record Row(
            long renewal,
            long confirmedEpoch,
            Instant confirmedAt,
            @Nullable UUID tenantId) {}

    private record Reading(long startedNanos, Map<String, Row> rows, Instant at) {}

    /** A renewal, and when this process had first read of it: it was written before. */
    private record Seen(long renewal, long nanos) {
        boolean isLongerAgoThan(Duration time) {
            return System.nanoTime() - nanos > time.toNanos();
        }
    }

    /** The answers of the last waits: to wait for the same epoch again finds what was found, and takes no time. */
    private static final class Remembered extends LinkedHashMap<Long, List<Receipt.Replica>> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 1_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Receipt.Replica>> eldest) {
            return size() > MOST;
        }
    }

    private final JdbcClient jdbc;
    private final Map<Long, List<Receipt.Replica>> reached = Collections.synchronizedMap(new Remembered());
    private final ReentrantLock reading = new ReentrantLock();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private @Nullable Reading latest;

    Replicas(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Waits until every replica has the state of an epoch, or has lost the right to answer from memory. Milliseconds
     * while all is well; a little over two seconds if a replica is silent.
     *
     * @param epoch of a committed transaction
     * @return how each replica on the list came to it, ordered by id
     * @throws IllegalStateException inside a transaction, since what is not committed reaches nobody
     */
    public List<Receipt.Replica> await(long epoch) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("replicas learn of an epoch when it is committed");
        }
        List<Receipt.Replica> before = reached.get(epoch);
        return before == null ? reach(epoch) : before;
    }

    private List<Receipt.Replica> reach(long epoch) {
        long start = System.nanoTime();
        Reading first = concernedBy(epoch, readAfter(start));
        Reading now = first;
        while (anySilent(first, now, epoch) && System.nanoTime() - start < SILENCE.toNanos()) {
            now.rows.forEach(this::strikeIfOver);
            LockSupport.parkNanos(POLL_NANOS);
            now = readAfter(System.nanoTime());
        }
        List<Receipt.Replica> replicas = new ArrayList<>();
        for (Map.Entry<String, Row> replica : new TreeMap<>(first.rows).entrySet()) {
            replicas.add(account(replica.getKey(), replica.getValue(), now, epoch));
        }
        reached.put(epoch, replicas);
        return replicas;
    }

    /** Without the caches of tenants whose keys have not changed: what they hold is as it was. */
    private Reading concernedBy(long epoch, Reading all) {
        if (all.rows.values().stream().allMatch(row -> row.tenantId == null)) {
            return all;
        }
        Set<UUID> tenants = Set.copyOf(jdbc.sql("SELECT DISTINCT tenant_id FROM api_key WHERE epoch >= :epoch")
                .param("epoch", epoch)
                .query(UUID.class)
                .list());
        Map<String, Row> rows = new HashMap<>(all.rows);
        rows.values().removeIf(row -> row.tenantId != null && !tenants.contains(row.tenantId));
        return new Reading(all.startedNanos, rows, all.at);
    }

    /**
     * Whoever renewed last before this process saw that renewal, longer ago than a lease, may answer nothing from memory
     * any more: a replica that was killed a while ago is not waited for.
     */
    private void strikeIfOver(String id, Row row) {
        Seen last = seen.get(id);
        if (last != null && last.renewal == row.renewal && last.isLongerAgoThan(SILENCE)) {
            strike(id, row.renewal);
        }
    }

    private static boolean anySilent(Reading first, Reading now, long epoch) {
        return first.rows.keySet().stream().anyMatch(id -> {
            Row row = now.rows.get(id);
            return row != null && row.confirmedEpoch < epoch;
        });
    }

    private Receipt.Replica account(String id, Row atFirst, Reading now, long epoch) {
        Row row = now.rows.get(id);
        if (row != null && row.confirmedEpoch >= epoch) {
            return new Receipt.Replica(id, row.confirmedAt, null);
        }
        strike(id, atFirst.renewal);
        return new Receipt.Replica(id, null, now.at);
    }

    /**
     * Looks who is there, and takes those off the list that have not renewed for a time well over a lease, so that no
     * revocation has to wait for a process that is gone. One that was only stopped puts itself back before it answers
     * from memory again.
     *
     * @return those that were taken off
     */
    Set<String> strikeSilent(Duration silence) {
        Set<String> struck = new TreeSet<>();
        readAfter(System.nanoTime()).rows.forEach((id, row) -> {
            Seen last = seen.get(id);
            if (last != null && last.isLongerAgoThan(silence)) {
                strike(id, last.renewal);
                struck.add(id);
            }
        });
        return struck;
    }

    /**
     * Takes a replica off the list. The caller has seen no renewal for longer than a lease; if there was one meanwhile,
     * nothing happens.
     */
    private void strike(String id, long renewal) {
        jdbc.sql("DELETE FROM replica WHERE id = :id AND renewal = :renewal")
                .param("id", id)
                .param("renewal", renewal)
                .update();
    }

    /** The list as it was read after a moment, shared by all who wait. */
    private Reading readAfter(long nanos) {
        reading.lock();
        try {
            if (latest == null || latest.startedNanos - nanos < 0) {
                latest = read();
            }
            return latest;
        } finally {
            reading.unlock();
        }
    }

    private Reading read() {
        long started = System.nanoTime();
        Map<String, Row> rows = new HashMap<>();
        Instant at = jdbc.sql("""
                        SELECT clock.at, id, renewal, confirmed_epoch, confirmed_at, tenant_id
                        FROM (SELECT clock_timestamp() AS at) clock LEFT JOIN replica ON true
                        """).query(result -> {
            Instant now = Instant.EPOCH;
            while (result.next()) {
                now = result.getObject("at", OffsetDateTime.class).toInstant();
                String id = result.getString("id");
                if (id != null) {
                    rows.put(
                            id,
                            new Row(
                                    result.getLong("renewal"),
                                    result.getLong("confirmed_epoch"),
                                    result.getObject("confirmed_at", OffsetDateTime.class)
                                            .toInstant(),
                                    result.getObject("tenant_id", UUID.class)));
                }
            }
            return now;
        });
        note(rows);
        return new Reading(started, rows, at);
    }

    private void note(Map<String, Row> rows) {
        seen.keySet().retainAll(rows.keySet());
        long now = System.nanoTime();
        rows.forEach((id, row) -> seen.compute(
                id, (same, last) -> last != null && last.renewal == row.renewal ? last : new Seen(row.renewal, now)));
    }
}
