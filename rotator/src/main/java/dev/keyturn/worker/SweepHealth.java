package dev.keyturn.worker;

import dev.keyturn.sweep.Chore;
import dev.keyturn.sweep.Heartbeats;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while sweeps finish, on this node or another. */
final class SweepHealth implements HealthIndicator {
    private final Heartbeats heartbeats;

    SweepHealth(Heartbeats heartbeats) {
        this.heartbeats = heartbeats;
    }

    @Override
    public Health health() {
        Optional<Duration> since = heartbeats.sinceLast(Chore.ROTATION_SWEEP);
        boolean well = since.isPresent() && since.get().compareTo(Watchdog.TOO_LONG) <= 0;
        return (well ? Health.up() : Health.down())
                .withDetail(
                        "lastSweepFinished",
                        since.map(span -> span.toSeconds() + " s ago").orElse("never"))
                .build();
    }
}
