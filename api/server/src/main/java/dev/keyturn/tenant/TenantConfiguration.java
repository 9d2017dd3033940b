package dev.keyturn.tenant;

import dev.keyturn.audit.Audit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Tenants and their people. */
@Configuration(proxyBeanMethods = false)
public class TenantConfiguration {
    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    People people(JdbcClient jdbc, Passwords passwords) {
        return new People(jdbc, passwords);
    }

    @Bean
    Environments environments(JdbcClient jdbc) {
        return new Environments(jdbc);
    }

    @Bean
    Setup setup(JdbcClient jdbc, TransactionOperations transactions, People people, Audit audit) {
        return new Setup(jdbc, transactions, people, audit);
    }

    @Bean
    Tenants tenants(JdbcClient jdbc) {
        return new Tenants(jdbc);
    }

    @Bean
    Members members(JdbcClient jdbc) {
        return new Members(jdbc);
    }
}
