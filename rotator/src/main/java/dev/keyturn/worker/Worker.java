package dev.keyturn.worker;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.policy.DueClock;
import dev.keyturn.sweep.QuartzConfiguration;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

/** Runs the worker until it is told to stop. */
final class Worker {
    private Worker() {}

    static int run(Path config) {
        Assembly assembly = Assembly.of(config, DueClock.real());
        assembly.database().migrate();
        CountDownLatch stopped = new CountDownLatch(1);
        try (ConfigurableApplicationContext context =
                application(assembly, stopped).run()) {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static SpringApplication application(Assembly assembly, CountDownLatch stopped) {
        SpringApplication application = new SpringApplication(WorkerConfiguration.class, QuartzConfiguration.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        boolean seen = assembly.managementPort().isPresent();
        application.setWebApplicationType(seen ? WebApplicationType.SERVLET : WebApplicationType.NONE);
        application.setDefaultProperties(properties(assembly.managementPort()));
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>)
                context -> context.registerBean(Assembly.class, () -> assembly));
        application.addListeners((ApplicationListener<ContextClosedEvent>) event -> stopped.countDown());
        return application;
    }

    private static Properties properties(OptionalInt port) {
        Properties properties = QuartzConfiguration.properties();
        properties.setProperty("spring.flyway.enabled", "false");
        properties.setProperty("spring.main.keep-alive", "true");
        properties.setProperty("server.address", "127.0.0.1");
        properties.setProperty("server.port", Integer.toString(port.orElse(-1)));
        properties.setProperty("management.endpoints.web.exposure.include", "health,prometheus");
        properties.setProperty("management.endpoint.health.probes.enabled", "true");
        properties.setProperty("management.endpoint.health.group.readiness.include", "readinessState,sweep");
        properties.setProperty("management.endpoint.health.show-details", "always");
        return properties;
    }
}
