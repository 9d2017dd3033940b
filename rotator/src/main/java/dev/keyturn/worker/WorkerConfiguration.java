package dev.keyturn.worker;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.rotation.Mirror;
import dev.keyturn.rotation.Planner;
import dev.keyturn.rotation.RotationEngine;
import dev.keyturn.rotation.Workshop;
import dev.keyturn.sweep.Chore;
import dev.keyturn.sweep.Chores;
import dev.keyturn.sweep.EventHandler;
import dev.keyturn.sweep.EventReader;
import dev.keyturn.sweep.Heartbeats;
import dev.keyturn.sweep.Sweeper;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A worker's parts, in the order in which work flows through them. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class WorkerConfiguration {
    private static final Duration ROTATION_PERIOD = Duration.ofSeconds(5);
    private static final Duration SCHEDULE_PERIOD = Duration.ofSeconds(60);

    @Bean(destroyMethod = "")
    DataSource dataSource(Assembly assembly) {
        return assembly.database().source();
    }

    @Bean
    Workshop workshop(Assembly assembly) {
        return assembly.workshop();
    }

    @Bean
    Heartbeats heartbeats(Workshop workshop) {
        return new Heartbeats(workshop.jdbc());
    }

    @Bean
    RotationMetrics metrics(Assembly assembly, Heartbeats heartbeats, MeterRegistry registry) {
        return RotationMetrics.register(assembly, heartbeats, registry);
    }

    @Bean
    Sweeper sweeper(Workshop workshop, RotationMetrics metrics) {
        return new Sweeper(new Planner(workshop), new RotationEngine(workshop, metrics), new Mirror(workshop));
    }

    @Bean
    Chores chores(Assembly assembly, Sweeper sweeper, Heartbeats heartbeats) {
        Chore sweep = new Chore(Chore.ROTATION_SWEEP, ROTATION_PERIOD, sweeper::sweep);
        Chore schedule = new Chore(Chore.SCHEDULE_SWEEP, SCHEDULE_PERIOD, assembly.inventory()::refresh);
        return new Chores(List.of(sweep, schedule), heartbeats);
    }

    @Bean
    EventReader events(Workshop workshop, Sweeper sweeper) {
        return new EventReader(workshop, new EventHandler(workshop), sweeper);
    }

    @Bean
    Watchdog watchdog(Chores chores, Heartbeats heartbeats) {
        return new Watchdog(chores, heartbeats);
    }

    @Bean
    Companions companions(Assembly assembly, EventReader events, Watchdog watchdog, Sweeper sweeper) {
        return new Companions(assembly, events, watchdog, sweeper);
    }

    @Bean
    HealthIndicator sweepHealthIndicator(Heartbeats heartbeats) {
        return new SweepHealth(heartbeats);
    }
}
