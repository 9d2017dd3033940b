package dev.keyturn.policy;

import java.time.Duration;
import java.time.Instant;

/**
 * What an environment, or a key of it, asks of its rotations.
 *
 * @param interval a key is replaced at this age, 90 days by default
 * @param grace how long a predecessor lives on at most, 24 hours by default; a leaked key gets none
 * @param quiet how long a predecessor must have been silent to count as unused, an hour by default
 * @param onDeadline what happens to a predecessor that is in use when its grace ends, {@code revoke} by default
 * @param parallel how many scheduled rotations of an environment may be on their way to a new key at once, 8 by default
 * @param timing when a key that reaches its age has its turn
 */
public record Policy(
        Duration interval, Duration grace, Duration quiet, OnDeadline onDeadline, int parallel, Timing timing) {
    /** The longest grace that the api gives. */
    private static final Duration LONGEST = Duration.ofDays(90);

    /** What applies where nothing else is said. */
    public static final Policy DEFAULT = new Policy(
            Duration.ofDays(90), Duration.ofHours(24), Duration.ofHours(1), OnDeadline.REVOKE, 8, Timing.DEFAULT);

    /** @throws IllegalArgumentException with words for a person if a value makes no sense */
    public Policy {
        if (interval.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("interval is the age at which a key is replaced: a minute at least");
        }
        if (grace.isNegative() || quiet.isNegative()) {
            throw new IllegalArgumentException("grace and quiet cannot be negative");
        }
        if (grace.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("grace is 90 days at most: the api gives no longer");
        }
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel is at least 1");
        }
    }

    /** The latest time at which a key can have been made that is due by now. */
    public Instant madeBefore(Instant now) {
        return now.minus(interval).plusMillis((long) (interval.toMillis() * timing.jitter()));
    }

    /** How long the api shall accept a predecessor if nobody ends it earlier. */
    public Duration graceAtApi() {
        return onDeadline == OnDeadline.HOLD ? LONGEST : grace;
    }
}
