package dev.keyturn.audit;

import dev.keyturn.background.Repeated;
import dev.keyturn.secret.Secrets;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The trail of who did what. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {
    private static final Duration BETWEEN_LINKS = Duration.ofMillis(500);

    @Bean
    Audit audit(JdbcClient jdbc) {
        return new Audit(jdbc);
    }

    @Bean
    AuditTrail auditTrail(JdbcClient jdbc) {
        return new AuditTrail(jdbc);
    }

    @Bean
    AuditExport auditExport(JdbcClient jdbc, Secrets secrets) {
        return new AuditExport(jdbc, secrets);
    }

    @Bean
    AuditController auditController(AuditTrail trail, AuditExport export) {
        return new AuditController(trail, export);
    }

    @Bean
    Repeated auditChain(JdbcClient jdbc, TransactionOperations transactions) {
        return new Repeated("audit", BETWEEN_LINKS, new AuditChain(jdbc, transactions));
    }
}
