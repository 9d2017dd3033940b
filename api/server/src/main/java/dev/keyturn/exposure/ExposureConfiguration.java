package dev.keyturn.exposure;

import dev.keyturn.leak.Leaks;
import dev.keyturn.revocation.Receipts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Exposure reports. */
@Configuration(proxyBeanMethods = false)
public class ExposureConfiguration {
    @Bean
    Exposures exposures(JdbcClient jdbc, Leaks leaks, Receipts receipts) {
        return new Exposures(jdbc, leaks, new Uses(jdbc), receipts);
    }

    @Bean
    ExposureController exposureController(Exposures exposures) {
        return new ExposureController(exposures);
    }
}
