package dev.keyturn.intake;

import dev.keyturn.audit.Audit;
import dev.keyturn.background.Repeated;
import dev.keyturn.caller.ClientAddress;
import dev.keyturn.event.Outbox;
import dev.keyturn.leak.LeakIntake;
import dev.keyturn.scanning.ScanJobs;
import dev.keyturn.secret.Secrets;
import java.net.URI;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Leaks as others report them. */
@Configuration(proxyBeanMethods = false)
public class IntakeConfiguration {
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

    @Bean
    Sources leakSources(JdbcClient jdbc, TransactionOperations transactions, Secrets secrets, Audit audit) {
        return new Sources(jdbc, transactions, secrets.sealing(), audit);
    }

    @Bean
    SourceController sourceController(Sources sources) {
        return new SourceController(sources);
    }

    @Bean
    FoundTokens foundTokens(LeakIntake intake) {
        return new FoundTokens(intake);
    }

    @Bean
    Deliveries deliveries(JdbcClient jdbc) {
        return new Deliveries(jdbc);
    }

    @Bean
    Repeated intakeSweep(Deliveries deliveries) {
        return new Repeated("intake-sweep", BETWEEN_SWEEPS, deliveries::sweep);
    }

    @Bean
    IntakeController.Partners partners(
            @Value("${keyturn.partners.github-keys:https://api.github.com/meta/public_keys/secret_scanning}")
                    URI github,
            @Value("${keyturn.partners.gitlab-keys:}") String gitlab,
            @Value("${keyturn.partners.revocations-per-minute:20000}") int perMinute) {
        return new IntakeController.Partners(
                new Partner("github", "Github", new PartnerKeys(github)),
                gitlab.isEmpty() ? null : new Partner("gitlab", "Gitlab", new PartnerKeys(URI.create(gitlab))),
                perMinute);
    }

    @Bean
    IntakeController.Takers takers(FoundTokens tokens, GithubEvents github, ClientAddress addresses) {
        return new IntakeController.Takers(tokens, github, addresses);
    }

    @Bean
    GithubEvents githubEvents(FoundTokens tokens, Outbox outbox, ScanJobs scans, TransactionOperations transactions) {
        return new GithubEvents(tokens, outbox, scans, transactions);
    }

    @Bean
    IntakeController intakeController(
            IntakeController.Partners partners,
            Sources sources,
            Deliveries deliveries,
            IntakeController.Takers takers) {
        return new IntakeController(partners, sources, deliveries, takers);
    }

    @Bean
    Possession possession(
            FoundTokens tokens, JdbcClient jdbc, @Value("${keyturn.revocations.requests-per-hour:60}") int perHour) {
        return new Possession(tokens, new Throttle(jdbc, perHour));
    }

    @Bean
    PossessionController possessionController(Possession possession, ClientAddress addresses) {
        return new PossessionController(possession, addresses);
    }
}
