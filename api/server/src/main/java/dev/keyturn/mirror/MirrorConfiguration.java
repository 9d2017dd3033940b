package dev.keyturn.mirror;

import dev.keyturn.audit.Audit;
import dev.keyturn.event.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The mirror of rotations. */
@Configuration(proxyBeanMethods = false)
public class MirrorConfiguration {
    @Bean
    Rotations rotations(JdbcClient jdbc, TransactionOperations transactions, Outbox outbox) {
        return new Rotations(jdbc, transactions, outbox);
    }

    @Bean
    RotationController rotationController(Rotations rotations, Audit audit) {
        return new RotationController(rotations, audit);
    }
}
