package dev.keyturn.console;

import dev.keyturn.audit.AuditTrail;
import dev.keyturn.caller.Authenticator;
import dev.keyturn.caller.ClientAddress;
import dev.keyturn.problem.ProblemAdvice;
import dev.keyturn.session.BrowserSessions;
import dev.keyturn.tenant.Setup;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.web.FilterChainProxy;

/** The web page: who may see it, and its pages. */
@Configuration(proxyBeanMethods = false)
@Import(TemplateConfiguration.class)
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
    AuditPage auditPage(AuditTrail trail) {
        return new AuditPage(trail);
    }

    @Bean
    SignInPage signInPage(BrowserSessions sessions, Setup setup, ClientAddress clientAddress) {
        return new SignInPage(sessions, setup, clientAddress);
    }

    @Bean
    SetupPage setupPage(Setup setup, BrowserSessions sessions, SignInPage signIn, ClientAddress clientAddress) {
        return new SetupPage(setup, sessions, signIn, clientAddress);
    }
}
