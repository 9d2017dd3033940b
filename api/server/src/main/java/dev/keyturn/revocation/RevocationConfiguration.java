package dev.keyturn.revocation;

import dev.keyturn.background.Repeated;
import dev.keyturn.database.Database;
import dev.keyturn.event.Outbox;
import dev.keyturn.secret.Secrets;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Epochs, replicas and revocation. */
@Configuration(proxyBeanMethods = false)
public class RevocationConfiguration {
    private static final Duration BETWEEN_ENDINGS = Duration.ofMillis(300);
    private static final Duration BETWEEN_ROLL_CALLS = Duration.ofMillis(400);

    @Bean
    KeyEpochs keyEpochs(JdbcClient jdbc) {
        return new KeyEpochs(jdbc);
    }

    @Bean
    Replicas replicas(JdbcClient jdbc) {
        return new Replicas(jdbc);
    }

    @Bean
    ReplicaId replicaId() {
        return ReplicaId.next();
    }

    @Bean
    Lease lease() {
        return new Lease();
    }

    @Bean
    DatabaseClock databaseClock() {
        return new DatabaseClock();
    }

    @Bean
    Pulse pulse(ReplicaId id, Database database, Memory memory, Pulse.Heart heart) {
        return new Pulse(id, database, memory, heart);
    }

    @Bean
    Pulse.Heart heart(Lease lease, DatabaseClock clock, ReachedEpoch reached) {
        return new Pulse.Heart(lease, clock, reached);
    }

    @Bean
    ReachedEpoch reachedEpoch() {
        return new ReachedEpoch();
    }

    @Bean
    Revocations revocations(
            JdbcClient jdbc, TransactionOperations transactions, KeyEpochs epochs, Revocations.After after) {
        return new Revocations(jdbc, transactions, epochs, after);
    }

    @Bean
    Revocations.After afterRevocation(Replicas replicas, Outbox outbox, Receipts receipts) {
        return new Revocations.After(replicas, outbox, receipts);
    }

    @Bean
    Receipts receipts(JdbcClient jdbc, Secrets secrets) {
        return new Receipts(jdbc, secrets);
    }

    @Bean
    ReceiptController receiptController(Receipts receipts) {
        return new ReceiptController(receipts);
    }

    @Bean
    Repeated endings(JdbcClient jdbc, TransactionOperations transactions, KeyEpochs epochs, Revocations revocations) {
        return new Repeated("endings", BETWEEN_ENDINGS, new Endings(jdbc, transactions, epochs, revocations));
    }

    @Bean
    Repeated rollCall(Replicas replicas) {
        return new Repeated("roll-call", BETWEEN_ROLL_CALLS, new RollCall(replicas));
    }
}
