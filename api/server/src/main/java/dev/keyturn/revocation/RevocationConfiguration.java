package dev.keyturn.revocation;

import dev.keyturn.event.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Epochs, replicas and revocation. */
@Configuration(proxyBeanMethods = false)
public class RevocationConfiguration {
    @Bean
    KeyEpochs keyEpochs(JdbcClient jdbc) {
        return new KeyEpochs(jdbc);
    }

    @Bean
    Replicas replicas(JdbcClient jdbc) {
        return new Replicas(jdbc);
    }

    @Bean
    Lease lease() {
        return new Lease();
    }

    @Bean
    Revocations revocations(
            JdbcClient jdbc, TransactionOperations transactions, KeyEpochs epochs, Replicas replicas, Outbox outbox) {
        return new Revocations(jdbc, transactions, epochs, replicas, outbox);
    }
}
