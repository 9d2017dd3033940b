package dev.keyturn.policy;

import dev.keyturn.audit.Audit;
import dev.keyturn.revocation.DatabaseClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Policies of environments. */
@Configuration(proxyBeanMethods = false)
public class PolicyConfiguration {
    @Bean
    Policies policies(JdbcClient jdbc, TransactionOperations transactions, Audit audit) {
        return new Policies(jdbc, transactions, audit);
    }

    @Bean
    ViolationReader violationReader(JdbcClient jdbc, Policies policies, DatabaseClock clock) {
        return new ViolationReader(jdbc, policies, clock);
    }

    @Bean
    PolicyController policyController(Policies policies, ViolationReader violations) {
        return new PolicyController(policies, violations);
    }
}
