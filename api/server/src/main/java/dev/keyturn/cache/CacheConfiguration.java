package dev.keyturn.cache;

import dev.keyturn.revocation.DatabaseClock;
import dev.keyturn.revocation.ReachedEpoch;
import dev.keyturn.usage.UsageLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Caches of services. */
@Configuration(proxyBeanMethods = false)
public class CacheConfiguration {
    @Bean
    CacheController cacheController(JdbcClient jdbc, ReachedEpoch reached, CachedUses uses) {
        return new CacheController(new Caches(jdbc), reached, uses);
    }

    @Bean
    CachedUses cachedUses(JdbcClient jdbc, UsageLog log, DatabaseClock clock) {
        return new CachedUses(jdbc, log, clock);
    }
}
