package dev.keyturn.audit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The trail of who did what. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {
    @Bean
    Audit audit(JdbcClient jdbc) {
        return new Audit(jdbc);
    }

    @Bean
    AuditTrail auditTrail(JdbcClient jdbc) {
        return new AuditTrail(jdbc);
    }

    @Bean
    AuditController auditController(AuditTrail trail) {
        return new AuditController(trail);
    }
}
