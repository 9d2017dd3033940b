package dev.keyturn.worker;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.Listener;
import dev.keyturn.rotation.RotationRow;
import dev.keyturn.rotation.Site;
import dev.keyturn.rotation.Transition;
import dev.keyturn.schedule.ManagedKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;

/** What is counted: overdue keys, the oldest key's age, transitions, and why rotations stop or are tried again. */
final class RotationMetrics implements Listener {
    private final MeterRegistry registry;

    private RotationMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    static RotationMetrics register(Assembly assembly, MeterRegistry registry) {
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
        return new RotationMetrics(registry);
    }

    private static long overdue(Assembly assembly, Site site) {
        DueClock clock = DueClock.real();
        Duration interval = site.policy().interval();
        return assembly.keys().in(site.environment()).stream()
                .filter(key -> key.rotatedAt().plus(interval).isBefore(clock.now()))
                .count();
    }

    private static double oldest(Assembly assembly, Site site) {
        List<ManagedKey> keys = assembly.keys().in(site.environment());
        return keys.isEmpty()
                ? 0
                : Duration.between(keys.get(0).rotatedAt(), DueClock.real().now())
                        .toSeconds();
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
