package dev.keyturn.event;

import dev.keyturn.database.Database;
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

    @Bean
    Waiters eventWaiters(Database database) {
        return new Waiters(database);
    }

    @Bean
    EventController eventController(JdbcClient jdbc, Waiters waiters) {
        return new EventController(new EventLog(jdbc), waiters);
    }
}
