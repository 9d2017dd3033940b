package dev.keyturn.event;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox and who reads it. */
@Configuration(proxyBeanMethods = false)
public class EventConfiguration {
    @Bean
    Outbox outbox(JdbcClient jdbc) {
        return new Outbox(jdbc);
    }
}
