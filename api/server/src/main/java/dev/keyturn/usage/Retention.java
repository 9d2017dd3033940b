package dev.keyturn.usage;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets usage grow old: after some days addresses are shortened to their network, after some more the day is dropped.
 * Uses of keys that leaked are left as they are; when their day is dropped they move to where days without a partition of
 * their own are kept.
 */
final class Retention implements Runnable {
    private static final String SHORTENED = "addresses shortened";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final Days days;

    Retention(JdbcClient jdbc, TransactionOperations transactions, InstantSource clock, Days days) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.days = days;
    }

    /**
     * How many days usage is kept, and of them, how many with whole addresses.
     *
     * @param kept at least one more than {@code whole}
     */
    record Days(int kept, int whole) {
        Days {
            if (whole < 1 || kept <= whole) {
                throw new IllegalArgumentException(
                        "keyturn.usage.keep-days must be more than keyturn.usage.address-days, and that 1 or more");
            }
        }
    }

    private record Partition(String name, LocalDate day, boolean shortened) {}

    @Override
    public void run() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (Partition partition : partitions()) {
            if (partition.day.isBefore(today.minusDays(days.kept))) {
                transactions.executeWithoutResult(status -> drop(partition));
            } else if (!partition.shortened && partition.day.isBefore(today.minusDays(days.whole))) {
                transactions.executeWithoutResult(status -> shorten(partition));
            }
        }
    }

    private List<Partition> partitions() {
        return jdbc.sql("""
                        SELECT c.relname, COALESCE(obj_description(c.oid, 'pg_class'), '') AS remark
                        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                        WHERE i.inhparent = 'usage_event'::regclass AND c.relname ~ '^usage_event_[0-9]{8}$'
                        ORDER BY c.relname
                        """)
                .query((row, number) -> {
                    String name = row.getString("relname");
                    LocalDate day =
                            LocalDate.parse(name.substring("usage_event_".length()), DateTimeFormatter.BASIC_ISO_DATE);
                    return new Partition(name, day, row.getString("remark").equals(SHORTENED));
                })
                .list();
    }

    private void shorten(Partition partition) {
        jdbc.sql("UPDATE " + partition.name + " SET address = host(network)::inet"
                        + " WHERE address IS NOT NULL AND (key_id IS NULL OR key_id NOT IN (SELECT key_id FROM leak))")
                .update();
        jdbc.sql("COMMENT ON TABLE " + partition.name + " IS '" + SHORTENED + "'")
                .update();
    }

    /** Without its partition a day belongs to the default one. */
    private void drop(Partition partition) {
        jdbc.sql("ALTER TABLE usage_event DETACH PARTITION " + partition.name).update();
        jdbc.sql("INSERT INTO usage_event SELECT * FROM " + partition.name
                        + " WHERE key_id IN (SELECT key_id FROM leak)")
                .update();
        jdbc.sql("DROP TABLE " + partition.name).update();
    }
}
