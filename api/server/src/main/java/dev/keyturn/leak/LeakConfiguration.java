package dev.keyturn.leak;

import dev.keyturn.audit.Audit;
import dev.keyturn.event.Outbox;
import dev.keyturn.revocation.KeyEpochs;
import dev.keyturn.revocation.Replicas;
import dev.keyturn.revocation.Revocations;
import dev.keyturn.secret.Secrets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The intake of leaks. */
@Configuration(proxyBeanMethods = false)
public class LeakConfiguration {
    @Bean
    Leaks leaks(JdbcClient jdbc) {
        return new Leaks(jdbc);
    }

    @Bean
    Breaker leakBreaker(
            JdbcClient jdbc, Audit audit, @Value("${keyturn.leaks.revocations-per-minute:1000}") int perMinute) {
        return new Breaker(jdbc, audit, perMinute);
    }

    @Bean
    LeakIntake.Ending leakEnding(
            TransactionOperations transactions, KeyEpochs epochs, Revocations revocations, Replicas replicas) {
        return new LeakIntake.Ending(transactions, epochs, revocations, replicas);
    }

    @Bean
    ReportedKeys reportedKeys(JdbcClient jdbc, Secrets secrets) {
        return new ReportedKeys(jdbc, secrets);
    }

    @Bean
    LeakRecords leakRecords(JdbcClient jdbc, Outbox outbox) {
        return new LeakRecords(jdbc, outbox);
    }

    @Bean
    LeakIntake leakIntake(
            ReportedKeys keys, LeakRecords records, Breaker breaker, LeakIntake.Ending ending, Audit audit) {
        return new LeakIntake(keys, records, breaker, ending, audit);
    }

    @Bean
    LeakController leakController(LeakIntake intake, Leaks leaks) {
        return new LeakController(intake, leaks);
    }
}
