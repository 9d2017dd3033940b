package dev.keyturn.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time by which keys fall due and graces end. Leases and pauses go by the database's clock and are not moved by it.
 *
 * @param source tells the time
 * @param pretended whether it is another time than the world's, as in {@code run --due-as-of}
 */
public record DueClock(InstantSource source, boolean pretended) {
    /** The world's time. */
    public static DueClock real() {
        return new DueClock(InstantSource.system(), false);
    }

    /** As if it were another time now; it goes on from there. */
    public static DueClock asOf(Instant then) {
        InstantSource system = InstantSource.system();
        Duration ahead = Duration.between(system.instant(), then);
        return new DueClock(() -> system.instant().plus(ahead), true);
    }

    /** Now. */
    public Instant now() {
        return source.instant();
    }
}
