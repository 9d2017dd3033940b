package dev.keyturn.leak;

import dev.keyturn.audit.Audit;
import dev.keyturn.background.Repeated;
import dev.keyturn.event.Outbox;
import dev.keyturn.honey.Decoys;
import dev.keyturn.policy.Policies;
import dev.keyturn.revocation.KeyEpochs;
import dev.keyturn.revocation.Replicas;
import dev.keyturn.revocation.Revocations;
import dev.keyturn.secret.Secrets;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The intake of leaks. */
@Configuration(proxyBeanMethods = false)
public class LeakConfiguration {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

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
    Answering answering(JdbcClient jdbc, Policies policies, Revocations revocations) {
        return new Answering(jdbc, policies, revocations);
    }

    @Bean
    LeakIntake.Ending leakEnding(
            TransactionOperations transactions, KeyEpochs epochs, Answering answering, LeakIntake.Waiting waiting) {
        return new LeakIntake.Ending(transactions, epochs, answering, waiting);
    }

    @Bean
    LeakIntake.Waiting leakWaiting(Revocations revocations, Replicas replicas) {
        return new LeakIntake.Waiting(revocations, replicas);
    }

    @Bean
    Repeated leakDeadlines(
            JdbcClient jdbc, TransactionOperations transactions, KeyEpochs epochs, Revocations revocations) {
        return new Repeated(
                "leak-deadlines", BETWEEN_LOOKS, new LeakDeadlines(jdbc, transactions, epochs, revocations));
    }

    @Bean
    ReportedKeys reportedKeys(JdbcClient jdbc, Secrets secrets) {
        return new ReportedKeys(jdbc, secrets);
    }

    @Bean
    LeakRecords leakRecords(JdbcClient jdbc, Outbox outbox, Audit audit) {
        return new LeakRecords(jdbc, outbox, audit);
    }

    @Bean
    LeakIntake.Lookups leakLookups(ReportedKeys keys, Decoys decoys) {
        return new LeakIntake.Lookups(keys, decoys);
    }

    @Bean
    LeakIntake leakIntake(
            LeakIntake.Lookups lookups, LeakRecords records, Breaker breaker, LeakIntake.Ending ending, Audit audit) {
        return new LeakIntake(lookups, records, breaker, ending, audit);
    }

    @Bean
    LeakController leakController(LeakIntake intake, Leaks leaks) {
        return new LeakController(intake, leaks);
    }
}
