package dev.keyturn.usage;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the daily partitions of the usage table ahead of time. Days are UTC's. */
final class Partitions implements Runnable {
    private static final int DAYS_AHEAD = 3;

    /** Any number, the same for all replicas: one of them creates at a time. */
    private static final long LOCK = 0x6b65797475726eL;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Partitions(JdbcClient jdbc, TransactionOperations transactions, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void run() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (int day = 0; day <= DAYS_AHEAD; day++) {
            LocalDate date = today.plusDays(day);
            if (!exists(date)) {
                transactions.executeWithoutResult(status -> create(date));
            }
        }
    }

    private boolean exists(LocalDate date) {
        return jdbc.sql("SELECT to_regclass(:name) IS NOT NULL")
                .param("name", name(date))
                .query(Boolean.class)
                .single();
    }

    private void create(LocalDate date) {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> true)
                .single();
        jdbc.sql("CREATE TABLE IF NOT EXISTS " + name(date) + " PARTITION OF usage_event FOR VALUES FROM ('"
                        + start(date) + "') TO ('" + start(date.plusDays(1)) + "')")
                .update();
    }

    private static String name(LocalDate date) {
        return "usage_event_" + date.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static Instant start(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
