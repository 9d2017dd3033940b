package dev.keyturn.policy;

import java.time.Duration;

/**
 * When a key that reaches its age has its turn.
 *
 * @param jitter the greatest part of the interval by which it may fall due early, 0.05 by default
 * @param soak how long the same key of the environment before must have been on its successor, an hour by default
 * @param calendar when rotations may begin
 */
public record Timing(double jitter, Duration soak, Calendar calendar) {
    /** A twentieth early at most, an hour's soak, at any time. */
    public static final Timing DEFAULT = new Timing(0.05, Duration.ofHours(1), Calendar.ALWAYS);

    /** @throws IllegalArgumentException with words for a person if a value makes no sense */
    public Timing {
        if (jitter < 0 || jitter > 0.5) {
            throw new IllegalArgumentException("jitter is a percentage from 0 to 50");
        }
        if (soak.isNegative()) {
            throw new IllegalArgumentException("soak cannot be negative");
        }
    }
}
