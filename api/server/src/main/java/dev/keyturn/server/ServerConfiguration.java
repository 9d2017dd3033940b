package dev.keyturn.server;

import dev.keyturn.account.AccountConfiguration;
import dev.keyturn.alert.AlertConfiguration;
import dev.keyturn.audit.AuditConfiguration;
import dev.keyturn.cache.CacheConfiguration;
import dev.keyturn.caller.CallerConfiguration;
import dev.keyturn.console.ConsoleConfiguration;
import dev.keyturn.database.Database;
import dev.keyturn.database.DatabaseConfiguration;
import dev.keyturn.event.EventConfiguration;
import dev.keyturn.exposure.ExposureConfiguration;
import dev.keyturn.honey.HoneyConfiguration;
import dev.keyturn.intake.IntakeConfiguration;
import dev.keyturn.issuing.IssuingConfiguration;
import dev.keyturn.leak.LeakConfiguration;
import dev.keyturn.limit.LimitConfiguration;
import dev.keyturn.mirror.MirrorConfiguration;
import dev.keyturn.openapi.OpenApiConfiguration;
import dev.keyturn.policy.PolicyConfiguration;
import dev.keyturn.problem.ProblemConfiguration;
import dev.keyturn.revocation.RevocationConfiguration;
import dev.keyturn.scanning.ScanningConfiguration;
import dev.keyturn.session.SessionConfiguration;
import dev.keyturn.tenant.Setup;
import dev.keyturn.tenant.TenantConfiguration;
import dev.keyturn.usage.UsageConfiguration;
import dev.keyturn.verification.VerificationConfiguration;
import dev.keyturn.webhook.WebhookConfiguration;
import dev.keyturn.wire.WireJson;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Everything that the server is made of, one line a feature. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    ConfigurationPropertiesAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
@Import({
    DatabaseConfiguration.class,
    MetricsConfiguration.class,
    ProblemConfiguration.class,
    CallerConfiguration.class,
    AuditConfiguration.class,
    TenantConfiguration.class,
    SessionConfiguration.class,
    AccountConfiguration.class,
    EventConfiguration.class,
    RevocationConfiguration.class,
    UsageConfiguration.class,
    LimitConfiguration.class,
    HoneyConfiguration.class,
    VerificationConfiguration.class,
    CacheConfiguration.class,
    AlertConfiguration.class,
    PolicyConfiguration.class,
    IssuingConfiguration.class,
    LeakConfiguration.class,
    ScanningConfiguration.class,
    IntakeConfiguration.class,
    WebhookConfiguration.class,
    ExposureConfiguration.class,
    MirrorConfiguration.class,
    ConsoleConfiguration.class,
    OpenApiConfiguration.class,
})
class ServerConfiguration {
    @Bean
    JsonMapper jsonMapper() {
        return WireJson.mapper();
    }

    @Bean
    EpochWatch epochWatch(Database database, EpochMark mark) {
        return new EpochWatch(database, mark);
    }

    /** Runs before the port opens: who finds the server ready finds its owner. */
    @Bean
    SmartInitializingSingleton firstOwner(ObjectProvider<Setup.Owner> owner, Setup setup) {
        return () -> owner.ifAvailable(setup::createOwnerIfNone);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
