package dev.keyturn.webhook;

import dev.keyturn.audit.Audit;
import dev.keyturn.background.Repeated;
import dev.keyturn.secret.Secrets;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Webhooks to others. */
@Configuration(proxyBeanMethods = false)
public class WebhookConfiguration {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Bean
    Destination webhookDestination(@Value("${keyturn.webhooks.allow-private:false}") boolean allowPrivate) {
        return new Destination(allowPrivate);
    }

    @Bean
    Webhooks webhooks(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Secrets secrets,
            Destination destination,
            Audit audit) {
        return new Webhooks(jdbc, transactions, secrets.sealing(), destination, audit);
    }

    @Bean
    DeliveryLog deliveryLog(JdbcClient jdbc, Audit audit) {
        return new DeliveryLog(jdbc, audit);
    }

    @Bean
    WebhookController webhookController(Webhooks webhooks, DeliveryLog log) {
        return new WebhookController(webhooks, log);
    }

    @Bean
    Repeated webhookFanout(JdbcClient jdbc, TransactionOperations transactions) {
        return new Repeated("webhook-fanout", BETWEEN_LOOKS, new Fanout(jdbc, transactions));
    }

    /** What is on its way when the server stops is sent by another replica, or after the start. */
    @Bean
    Repeated webhookDispatch(JdbcClient jdbc, Secrets secrets, Destination destination, Clock clock) {
        return new Repeated(
                "webhook-dispatch", BETWEEN_LOOKS, new Dispatch(jdbc, secrets.sealing(), destination, clock), () -> {});
    }
}
