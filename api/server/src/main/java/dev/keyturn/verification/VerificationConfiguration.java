package dev.keyturn.verification;

import dev.keyturn.background.Repeated;
import dev.keyturn.caller.ClientAddress;
import dev.keyturn.event.Outbox;
import dev.keyturn.honey.Traps;
import dev.keyturn.limit.RateLimits;
import dev.keyturn.revocation.DatabaseClock;
import dev.keyturn.revocation.KeyEpochs;
import dev.keyturn.revocation.Lease;
import dev.keyturn.secret.Secrets;
import dev.keyturn.usage.UsageLog;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Verification: memory, the judge, and the three who ask it. */
@Configuration(proxyBeanMethods = false)
public class VerificationConfiguration {
    private static final Duration BETWEEN_ACTIVATIONS = Duration.ofMillis(250);

    @Bean
    KeyRows keyRows() {
        return new KeyRows();
    }

    @Bean
    KeyIndex keyIndex(KeyRows rows) {
        return new KeyIndex(rows);
    }

    @Bean
    Verifier.Source keySource(KeyIndex memory, Lease lease, DataSource database, KeyRows rows) {
        return new Verifier.Source(memory, lease, new DirectLookup(database, rows));
    }

    @Bean
    Verifier verifier(Secrets secrets, Verifier.Source source, DatabaseClock clock, Verifier.Record record) {
        return new Verifier(secrets.peppers(), source, clock, record);
    }

    @Bean
    Verifier.Record verificationRecord(UsageLog usage, FirstUses firstUses, RateLimits limits, Traps traps) {
        return new Verifier.Record(usage, firstUses, limits, traps);
    }

    @Bean
    FirstUses firstUses(JdbcClient jdbc, TransactionOperations transactions, KeyEpochs epochs, Outbox outbox) {
        return new FirstUses(jdbc, transactions, epochs, outbox);
    }

    @Bean
    Repeated activation(FirstUses firstUses) {
        return new Repeated("activation", BETWEEN_ACTIVATIONS, firstUses);
    }

    @Bean
    FilterRegistrationBean<VerifyFilter> verifyFilter(Verifier verifier, ClientAddress addresses) {
        FilterRegistrationBean<VerifyFilter> filter =
                new FilterRegistrationBean<>(new VerifyFilter(verifier, addresses));
        filter.addUrlPatterns("/v1/verify");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    VerificationController verificationController(Verifier verifier, KeyIndex memory) {
        return new VerificationController(verifier, memory);
    }

    @Bean
    KeyAuthenticator keyAuthenticator(Verifier verifier) {
        return new KeyAuthenticator(verifier);
    }
}
