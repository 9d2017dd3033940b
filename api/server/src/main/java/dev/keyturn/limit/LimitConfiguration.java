package dev.keyturn.limit;

import dev.keyturn.background.Repeated;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rate limits of keys. */
@Configuration(proxyBeanMethods = false)
public class LimitConfiguration {
    private static final Duration BETWEEN_EXCHANGES = Duration.ofMillis(100);
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

    @Bean
    RateLimits rateLimits(JdbcClient jdbc) {
        return new RateLimits(jdbc);
    }

    @Bean
    Repeated rateExchange(RateLimits limits) {
        return new Repeated("rate-limits", BETWEEN_EXCHANGES, limits);
    }

    @Bean
    Repeated rateSweep(RateLimits limits) {
        return new Repeated("rate-sweep", BETWEEN_SWEEPS, limits::sweep);
    }
}
