package dev.keyturn.limit;

import dev.keyturn.wire.RateLimit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts uses against the named limits of keys, in windows of the database's clock. A replica counts by itself and
 * exchanges its counts with the others many times a second, so that no verification waits for the database. Accepted
 * beyond a limit is at most what the other replicas took in since the last exchange, and never more than the limit on
 * each replica; with the database away, each counts for itself.
 */
public final class RateLimits implements Runnable {
    private final JdbcClient jdbc;
    private final Map<Name, Window> windows = new ConcurrentHashMap<>();
    private volatile long latest;

    RateLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Name(UUID keyId, String name) {}

    private record Sent(Name name, Window window, long uses) {}

    /**
     * Counts a use for every limit that it concerns, or for none.
     *
     * @param asked the limit that the use names, if it does
     * @param now in milliseconds of the database's clock
     * @return 0 if it is within all of them, else the milliseconds until it may be tried again
     */
    public long take(UUID keyId, List<RateLimit> limits, @Nullable String asked, long now) {
        List<Window> taken = new ArrayList<>(limits.size());
        for (RateLimit limit : limits) {
            if (concerns(limit, asked)) {
                Window window = window(new Name(keyId, limit.name()), limit.seconds(), now);
                if (!window.take(limit.uses())) {
                    taken.forEach(Window::giveBack);
                    return Math.max(1, window.endsAt() - now);
                }
                taken.add(window);
            }
        }
        return 0;
    }

    private static boolean concerns(RateLimit limit, @Nullable String asked) {
        return !Boolean.TRUE.equals(limit.onRequest()) || limit.name().equals(asked);
    }

    private Window window(Name name, int seconds, long now) {
        long length = seconds * 1_000L;
        long endsAt = (now / length + 1) * length;
        latest = Math.max(latest, now);
        return windows.compute(
                name, (same, known) -> known == null || known.endsAt() != endsAt ? new Window(endsAt) : known);
    }

    /** Exchanges counts with the other replicas, and forgets windows that are over. */
    @Override
    public void run() {
        windows.values().removeIf(window -> window.endsAt() <= latest);
        if (!windows.isEmpty()) {
            exchange(windows.entrySet().stream()
                    .map(entry -> new Sent(
                            entry.getKey(), entry.getValue(), entry.getValue().unsent()))
                    .sorted(Comparator.comparing((Sent sent) -> sent.name.keyId).thenComparing(sent -> sent.name.name))
                    .toList());
        }
    }

    /** In one order for everybody, so that replicas do not wait for each other in a circle. */
    private void exchange(List<Sent> sent) {
        Map<String, Sent> byRow = new ConcurrentHashMap<>();
        sent.forEach(one -> byRow.put(row(one.name.keyId, one.name.name, one.window.endsAt()), one));
        jdbc.sql("""
                        INSERT INTO rate_count (key_id, name, ends_at, uses)
                        SELECT key_id, name, to_timestamp(ends_at / 1000), uses
                        FROM unnest(:keys::uuid[], :names::text[], :ends::bigint[], :uses::bigint[])
                            AS given (key_id, name, ends_at, uses)
                        ON CONFLICT (key_id, name, ends_at) DO UPDATE SET uses = rate_count.uses + excluded.uses
                        RETURNING key_id, name, ends_at, uses
                        """)
                .param(
                        "keys",
                        sent.stream().map(one -> one.name.keyId.toString()).toArray(String[]::new))
                .param("names", sent.stream().map(one -> one.name.name).toArray(String[]::new))
                .param("ends", sent.stream().map(one -> one.window.endsAt()).toArray(Long[]::new))
                .param("uses", sent.stream().map(Sent::uses).toArray(Long[]::new))
                .query(result -> {
                    settle(byRow, result);
                });
    }

    private static void settle(Map<String, Sent> byRow, ResultSet result) throws SQLException {
        Instant end = result.getTimestamp("ends_at").toInstant();
        Sent sent =
                byRow.get(row(result.getObject("key_id", UUID.class), result.getString("name"), end.toEpochMilli()));
        if (sent != null) {
            sent.window.settle(sent.uses, result.getLong("uses"));
        }
    }

    private static String row(UUID keyId, String name, long endsAt) {
        return keyId + " " + endsAt + " " + name;
    }

    /** Deletes the counts of windows that are over. */
    void sweep() {
        jdbc.sql("DELETE FROM rate_count WHERE ends_at < clock_timestamp() - interval '1 minute'")
                .update();
    }
}
