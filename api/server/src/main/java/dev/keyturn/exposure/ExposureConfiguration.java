package dev.keyturn.exposure;

import dev.keyturn.leak.Leaks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Exposure reports. */
@Configuration(proxyBeanMethods = false)
public class ExposureConfiguration {
    @Bean
    Exposures exposures(JdbcClient jdbc, Leaks leaks) {
        return new Exposures(jdbc, leaks, new Uses(jdbc));
    }

    @Bean
    ExposureController exposureController(Exposures exposures) {
        return new ExposureController(exposures);
    }
}
