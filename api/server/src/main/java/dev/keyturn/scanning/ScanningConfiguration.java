package dev.keyturn.scanning;

import dev.keyturn.background.Repeated;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Scans that are asked for. */
@Configuration(proxyBeanMethods = false)
public class ScanningConfiguration {
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

    @Bean
    ScanJobs scanJobs(JdbcClient jdbc) {
        return new ScanJobs(jdbc);
    }

    @Bean
    ScanController scanController(ScanJobs jobs) {
        return new ScanController(jobs);
    }

    @Bean
    Repeated scanSweep(ScanJobs jobs) {
        return new Repeated("scan-sweep", BETWEEN_SWEEPS, jobs::sweep);
    }
}
