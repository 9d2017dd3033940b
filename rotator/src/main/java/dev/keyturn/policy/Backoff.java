package dev.keyturn.policy;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: they double from one to the other up to a limit, and each is a random part of that (full
 * jitter), so that many rotations do not come back together.
 *
 * @param first longest pause after the first failure
 * @param most longest pause ever
 */
public record Backoff(Duration first, Duration most) {
    /** For a rotation that nobody waits for. */
    public static final Backoff PATIENT = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));

    /** For a key that is refused already. */
    public static final Backoff URGENT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    /**
     * A pause.
     *
     * @param attempt how many attempts failed before this one, from 0
     */
    public Duration pause(int attempt, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(attempt, 20);
        return Duration.ofMillis(random.nextLong(1 + Math.min(doubled, most.toMillis())));
    }
}
