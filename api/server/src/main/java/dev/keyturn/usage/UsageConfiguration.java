package dev.keyturn.usage;

import dev.keyturn.background.Repeated;
import dev.keyturn.revocation.DatabaseClock;
import dev.keyturn.revocation.ReplicaId;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Usage: counted, written, read. */
@Configuration(proxyBeanMethods = false)
public class UsageConfiguration {
    private static final Duration BETWEEN_FLUSHES = Duration.ofMillis(700);
    private static final Duration BETWEEN_LONG_FLUSHES = Duration.ofSeconds(5);
    private static final Duration BETWEEN_PARTITION_CHECKS = Duration.ofHours(1);

    @Bean
    UsageLog usageLog(DatabaseClock clock) {
        return new UsageLog(clock);
    }

    @Bean
    UsageWriter usageWriter(UsageLog log, ReplicaId replica, UsageWriter.Store store) {
        return new UsageWriter(log, replica.value(), store);
    }

    @Bean
    UsageWriter.Store usageStore(JdbcClient jdbc, TransactionOperations transactions, DatabaseClock clock) {
        return new UsageWriter.Store(jdbc, transactions, clock);
    }

    @Bean
    Repeated usageFlush(UsageWriter writer) {
        return new Repeated("usage", BETWEEN_FLUSHES, writer, writer::runToEnd).sparing(BETWEEN_LONG_FLUSHES);
    }

    @Bean
    Repeated usagePartitions(JdbcClient jdbc, TransactionOperations transactions, DatabaseClock clock) {
        Partitions partitions = new Partitions(jdbc, transactions, clock);
        return new Repeated("partitions", BETWEEN_PARTITION_CHECKS, partitions).first();
    }

    @Bean
    Repeated usageRetention(Retention retention) {
        return new Repeated("retention", BETWEEN_PARTITION_CHECKS, retention);
    }

    @Bean
    Retention retention(JdbcClient jdbc, TransactionOperations transactions, DatabaseClock clock, Retention.Days days) {
        return new Retention(jdbc, transactions, clock, days);
    }

    @Bean
    Retention.Days usageDays(
            @Value("${keyturn.usage.keep-days:400}") int kept, @Value("${keyturn.usage.address-days:30}") int whole) {
        return new Retention.Days(kept, whole);
    }

    @Bean
    ConsumerReader consumerReader(JdbcClient jdbc) {
        return new ConsumerReader(jdbc);
    }

    @Bean
    UsageReader usageReader(JdbcClient jdbc, ConsumerReader consumers, DatabaseClock clock) {
        return new UsageReader(jdbc, consumers, clock);
    }

    @Bean
    UsageController usageController(UsageReader usage, ConsumerReader consumers) {
        return new UsageController(usage, consumers);
    }
}
