package dev.keyturn.session;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.Authenticator;
import dev.keyturn.caller.ClientAddress;
import dev.keyturn.secret.Secrets;
import dev.keyturn.tenant.People;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Sign-in of people. */
@Configuration(proxyBeanMethods = false)
public class SessionConfiguration {
    @Bean
    AccessTokens accessTokens(Secrets secrets, Clock clock) {
        return new AccessTokens(secrets, clock);
    }

    @Bean
    Sessions sessions(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Sessions.Proofs proofs,
            AccessTokens tokens,
            Audit audit) {
        return new Sessions(jdbc, transactions, proofs, tokens, audit);
    }

    @Bean
    SecondFactors secondFactors(JdbcClient jdbc, Secrets secrets, Clock clock) {
        return new SecondFactors(jdbc, secrets.sealing(), clock);
    }

    @Bean
    Sessions.Proofs proofs(People people, SecondFactors secondFactors) {
        return new Sessions.Proofs(people, secondFactors);
    }

    @Bean
    BrowserSessions browserSessions(Sessions sessions, AccessTokens tokens) {
        return new BrowserSessions(sessions, tokens);
    }

    @Bean
    Authenticator bearerAuthenticator(AccessTokens tokens, Sessions sessions) {
        return new BearerAuthenticator(tokens, sessions);
    }

    @Bean
    SessionController sessionController(Sessions sessions, ClientAddress clientAddress) {
        return new SessionController(sessions, clientAddress);
    }
}
