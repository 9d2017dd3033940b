package dev.keyturn.console;

import dev.keyturn.account.Invitations;
import dev.keyturn.account.OwnAccount;
import dev.keyturn.alert.Alerts;
import dev.keyturn.audit.Audit;
import dev.keyturn.audit.AuditExport;
import dev.keyturn.audit.AuditTrail;
import dev.keyturn.caller.Authenticator;
import dev.keyturn.caller.ClientAddress;
import dev.keyturn.exposure.Exposures;
import dev.keyturn.intake.Possession;
import dev.keyturn.issuing.Activator;
import dev.keyturn.issuing.Changes;
import dev.keyturn.issuing.Issuer;
import dev.keyturn.issuing.KeyReader;
import dev.keyturn.issuing.Lifecycle;
import dev.keyturn.issuing.Roller;
import dev.keyturn.leak.Leaks;
import dev.keyturn.mirror.Rotations;
import dev.keyturn.problem.ProblemAdvice;
import dev.keyturn.revocation.Receipts;
import dev.keyturn.session.BrowserSessions;
import dev.keyturn.tenant.Environments;
import dev.keyturn.tenant.Setup;
import dev.keyturn.usage.ConsumerReader;
import dev.keyturn.usage.UsageReader;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.web.FilterChainProxy;

/** The web page: who may see it, and its pages. */
@Configuration(proxyBeanMethods = false)
@Import({TemplateConfiguration.class, SettingsConfiguration.class})
public class ConsoleConfiguration {
    @Bean
    FilterRegistrationBean<FilterChainProxy> consoleFilters(BrowserSessions sessions) {
        return ConsoleFilters.registration(sessions);
    }

    @Bean
    Authenticator cookieAuthenticator() {
        return new CookieAuthenticator();
    }

    @Bean
    Times times(Clock clock) {
        return new Times(clock);
    }

    @Bean
    Words words(Times times) {
        return new Words(times);
    }

    @Bean
    Refusals refusals(ProblemAdvice problems) {
        return new Refusals(problems);
    }

    @Bean
    Asking asking(Rotations rotations, Audit audit) {
        return new Asking(rotations, audit);
    }

    @Bean
    KeyPages keyPages(KeyReader keys, Changes changes, Environments environments, KeyPages.Surroundings surroundings) {
        return new KeyPages(keys, changes, environments, surroundings);
    }

    @Bean
    KeyPages.UseReaders useReaders(ConsumerReader consumers, UsageReader usage, Times times) {
        return new KeyPages.UseReaders(consumers, usage, times);
    }

    @Bean
    KeyPages.Surroundings keySurroundings(
            KeyPages.UseReaders uses, Alerts alerts, Leaks leaks, Rotations rotations, Receipts receipts) {
        return new KeyPages.Surroundings(uses, alerts, leaks, rotations, receipts);
    }

    @Bean
    ReceiptFile receiptFile(KeyReader keys, Receipts receipts) {
        return new ReceiptFile(keys, receipts);
    }

    @Bean
    PausePage pausePage(KeyReader keys, Lifecycle lifecycle, ConsumerReader consumers) {
        return new PausePage(keys, lifecycle, consumers);
    }

    @Bean
    RollPage rollPage(KeyReader keys, Roller roller, Activator activator, ConsumerReader consumers) {
        return new RollPage(keys, roller, activator, consumers);
    }

    @Bean
    NewKeyPage newKeyPage(Issuer issuer, Activator activator, Environments environments) {
        return new NewKeyPage(issuer, activator, environments);
    }

    @Bean
    RevocationPage revocationPage(KeyReader keys, Lifecycle lifecycle, ConsumerReader consumers, Clock clock) {
        return new RevocationPage(keys, lifecycle, consumers, clock);
    }

    @Bean
    RotateKeyPage rotateKeyPage(KeyReader keys, Asking asking) {
        return new RotateKeyPage(keys, asking);
    }

    @Bean
    LeakPages leakPages(Leaks leaks, Exposures exposures, KeyReader keys, Times times) {
        return new LeakPages(leaks, exposures, keys, new LeakStory(times));
    }

    @Bean
    RotationPages rotationPages(Rotations rotations, Receipts receipts, Asking asking, Words words) {
        return new RotationPages(rotations, receipts, asking, new RotationSteps(words));
    }

    @Bean
    MonthPage monthPage(Rotations rotations, KeyReader keys, Words words, Times times) {
        return new MonthPage(rotations, keys, words, times);
    }

    @Bean
    RunbookPage runbookPage() {
        return new RunbookPage();
    }

    @Bean
    AuditPage auditPage(AuditTrail trail, AuditExport export, KeyReader keys) {
        return new AuditPage(trail, export, keys);
    }

    @Bean
    AlertPage alertPage(Alerts alerts, KeyReader keys) {
        return new AlertPage(alerts, keys);
    }

    @Bean
    SignInPage signInPage(BrowserSessions sessions, Setup setup, ClientAddress clientAddress) {
        return new SignInPage(sessions, setup, clientAddress);
    }

    @Bean
    FoundKeyPage foundKeyPage(Possession possession, ClientAddress addresses) {
        return new FoundKeyPage(possession, addresses);
    }

    @Bean
    OneTimeLinkPages oneTimeLinkPages(Invitations invitations, OwnAccount account, SignInPage signIn) {
        return new OneTimeLinkPages(invitations, account, signIn);
    }

    @Bean
    SetupPage setupPage(Setup setup, BrowserSessions sessions, SignInPage signIn) {
        return new SetupPage(setup, sessions, signIn);
    }
}
