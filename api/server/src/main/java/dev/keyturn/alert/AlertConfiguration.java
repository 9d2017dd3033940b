package dev.keyturn.alert;

import dev.keyturn.audit.Audit;
import dev.keyturn.background.Repeated;
import dev.keyturn.event.Outbox;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Alerts about how keys are used. */
@Configuration(proxyBeanMethods = false)
public class AlertConfiguration {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LONG_LOOKS = Duration.ofMinutes(1);

    @Bean
    Watch alertWatch(JdbcClient jdbc, TransactionOperations transactions, Outbox outbox) {
        return new Watch(jdbc, transactions, outbox);
    }

    @Bean
    Repeated alertLooks(Watch watch) {
        return new Repeated("alerts", BETWEEN_LOOKS, watch).sparing(BETWEEN_LONG_LOOKS);
    }

    @Bean
    Alerts alerts(JdbcClient jdbc, TransactionOperations transactions, Audit audit) {
        return new Alerts(jdbc, transactions, audit);
    }

    @Bean
    AlertController alertController(Alerts alerts) {
        return new AlertController(alerts);
    }
}
