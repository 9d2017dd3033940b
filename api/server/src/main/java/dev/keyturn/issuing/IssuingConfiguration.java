package dev.keyturn.issuing;

import dev.keyturn.audit.Audit;
import dev.keyturn.event.Outbox;
import dev.keyturn.policy.Policies;
import dev.keyturn.revocation.DatabaseClock;
import dev.keyturn.revocation.KeyEpochs;
import dev.keyturn.revocation.Replicas;
import dev.keyturn.revocation.Revocations;
import dev.keyturn.secret.Secrets;
import dev.keyturn.tenant.Environments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keys, from their creation to their end. */
@Configuration(proxyBeanMethods = false)
public class IssuingConfiguration {
    @Bean
    Work work(TransactionOperations transactions, Work.Epochs epochs, Outbox outbox, Audit audit) {
        return new Work(transactions, epochs, outbox, audit);
    }

    @Bean
    Work.Epochs keyChangeEpochs(KeyEpochs epochs, Replicas replicas) {
        return new Work.Epochs(epochs, replicas);
    }

    @Bean
    KeyTable keyTable(JdbcClient jdbc) {
        return new KeyTable(jdbc);
    }

    @Bean
    KeySecrets keySecrets(JdbcClient jdbc, Secrets secrets) {
        return new KeySecrets(jdbc, secrets);
    }

    @Bean
    Minting minting(Work work, KeyTable table, KeySecrets secrets) {
        return new Minting(work, table, secrets);
    }

    @Bean
    Predecessors predecessors(KeyTable table, Revocations revocations) {
        return new Predecessors(table, revocations);
    }

    @Bean
    Births births(Environments environments, Policies policies, DatabaseClock clock) {
        return new Births(environments, policies, clock);
    }

    @Bean
    Issuer issuer(Work work, KeyTable table, Minting minting, Births births) {
        return new Issuer(work, table, minting, births);
    }

    @Bean
    Roller roller(Work work, KeyTable table, Minting minting, Roller.Succession succession) {
        return new Roller(work, table, minting, succession);
    }

    @Bean
    Roller.Succession succession(Predecessors predecessors, Births births) {
        return new Roller.Succession(predecessors, births);
    }

    @Bean
    Activator activator(Work work, KeyTable table, KeySecrets secrets, Predecessors predecessors) {
        return new Activator(work, table, secrets, predecessors);
    }

    @Bean
    Lifecycle lifecycle(Work work, KeyTable table, Revocations revocations) {
        return new Lifecycle(work, table, revocations);
    }

    @Bean
    Changes changes(Work work, KeyTable table, Births births) {
        return new Changes(work, table, births);
    }

    @Bean
    ImportController importController(Work work, KeyTable table, KeySecrets secrets, Births births) {
        return new ImportController(new Importer(work, table, secrets, births));
    }

    @Bean
    KeyReader keyReader(JdbcClient jdbc, KeyTable table) {
        return new KeyReader(jdbc, table);
    }

    @Bean
    KeyController keyController(Issuer issuer, Roller roller, Changes changes, KeyReader reader) {
        return new KeyController(issuer, roller, changes, reader);
    }

    @Bean
    Reinstatement reinstatement(Work work, KeyTable table) {
        return new Reinstatement(work, table);
    }

    @Bean
    LifecycleController lifecycleController(Activator activator, Lifecycle lifecycle, Reinstatement reinstatement) {
        return new LifecycleController(activator, lifecycle, reinstatement);
    }
}
