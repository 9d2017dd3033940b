package dev.keyturn.worker;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.rotation.Attention;
import dev.keyturn.rotation.Listener;
import dev.keyturn.rotation.RotationRow;
import dev.keyturn.rotation.Site;
import dev.keyturn.rotation.Transition;
import dev.keyturn.sweep.Chore;
import dev.keyturn.sweep.Heartbeats;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;

/** What is counted: overdue keys, the oldest key's age, transitions, and why rotations stop or are tried again. */
final class RotationMetrics implements Listener {
    private static final long NEVER = Duration.ofDays(1).toSeconds();

    private final MeterRegistry registry;

    private RotationMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    static RotationMetrics register(Assembly assembly, Heartbeats heartbeats, MeterRegistry registry) {
        for (Site site : assembly.workshop().sites().all()) {
            Gauge.builder("keyturn.keys.overdue", () -> overdue(assembly, site))
                    .description("managed keys that are older than their interval")
                    .tag("environment", site.environment())
                    .register(registry);
            Gauge.builder("keyturn.keys.oldest", () -> oldest(assembly, site))
                    .description("age of the oldest managed key")
                    .baseUnit("seconds")
                    .tag("environment", site.environment())
                    .register(registry);
        }
        attention(assembly, registry);
        Gauge.builder(
                        "keyturn.sweep.age",
                        () -> heartbeats
                                .sinceLast(Chore.ROTATION_SWEEP)
                                .map(Duration::toSeconds)
                                .orElse(NEVER))
                .description("time since a sweep finished, on any node")
                .baseUnit("seconds")
                .register(registry);
        return new RotationMetrics(registry);
    }

    private static void attention(Assembly assembly, MeterRegistry registry) {
        for (Site site : assembly.workshop().sites().all()) {
            for (Attention reason : Attention.values()) {
                Gauge.builder(
                                "keyturn.rotations.attention",
                                () -> assembly.rotations().waiting(site.environment(), reason))
                        .description("rotations that wait for a person")
                        .tag("environment", site.environment())
                        .tag("reason", reason.name())
                        .register(registry);
            }
        }
    }

    private static long overdue(Assembly assembly, Site site) {
        Instant now = Instant.now();
        return site.shares().stream()
                .mapToLong(share -> assembly.keys()
                        .madeBefore(
                                site.environment(),
                                share.keys(),
                                now.minus(share.policy().interval())))
                .sum();
    }

    private static double oldest(Assembly assembly, Site site) {
        return assembly.keys()
                .oldest(site.environment())
                .map(made -> Duration.between(made, Instant.now()).toSeconds())
                .orElse(0L);
    }

    @Override
    public void moved(RotationRow row, Transition transition, String reason) {
        registry.counter(
                        "keyturn.rotation.transitions",
                        "transition",
                        transition.name(),
                        "environment",
                        row.environment())
                .increment();
        if (row.attention() != null) {
            registry.counter(
                            "keyturn.rotation.stopped",
                            "reason",
                            row.attention().name(),
                            "environment",
                            row.environment())
                    .increment();
        }
    }

    @Override
    public void waiting(RotationRow row, String why) {
        registry.counter("keyturn.rotation.waits", "state", row.state().name(), "environment", row.environment())
                .increment();
    }
}
