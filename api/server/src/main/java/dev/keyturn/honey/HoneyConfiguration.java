package dev.keyturn.honey;

import dev.keyturn.audit.Audit;
import dev.keyturn.background.Repeated;
import dev.keyturn.event.Outbox;
import dev.keyturn.revocation.DatabaseClock;
import dev.keyturn.revocation.ReplicaId;
import dev.keyturn.secret.Secrets;
import dev.keyturn.tenant.Environments;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Decoys. */
@Configuration(proxyBeanMethods = false)
public class HoneyConfiguration {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Bean
    Alarms alarms(JdbcClient jdbc, TransactionOperations transactions, Outbox outbox, ReplicaId replica) {
        return new Alarms(jdbc, transactions, outbox, replica);
    }

    @Bean
    Traps traps(JdbcClient jdbc, Alarms alarms, DatabaseClock clock) {
        return new Traps(jdbc, alarms, clock);
    }

    @Bean
    Repeated trapWatch(Traps traps) {
        return new Repeated("traps", BETWEEN_LOOKS, traps);
    }

    @Bean
    Decoys decoys(JdbcClient jdbc, Secrets secrets, Alarms alarms, DatabaseClock clock) {
        return new Decoys(jdbc, secrets, alarms, clock);
    }

    @Bean
    Honeykeys.Minting honeyMinting(Secrets secrets, Traps traps) {
        return new Honeykeys.Minting(secrets, traps);
    }

    @Bean
    Honeykeys honeykeys(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Environments environments,
            Honeykeys.Minting minting,
            Audit audit) {
        return new Honeykeys(jdbc, transactions, environments, minting, audit);
    }

    @Bean
    HoneykeyController honeykeyController(Honeykeys honeykeys) {
        return new HoneykeyController(honeykeys);
    }
}
