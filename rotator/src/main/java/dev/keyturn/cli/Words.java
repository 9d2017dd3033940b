package dev.keyturn.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as people read them, always in UTC. */
final class Words {
    private Words() {}

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace('T', ' ')
                .replace("Z", " UTC");
    }

    static String span(Duration duration) {
        if (duration.toDays() >= 2) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() >= 2) {
            return duration.toHours() + " hours";
        }
        return duration.toMinutes() >= 2 ? duration.toMinutes() + " minutes" : duration.toSeconds() + " s";
    }

    /** From now: {@code in 3 days}, {@code 5 hours ago}. */
    static String distance(Instant then, Instant now) {
        return then.isAfter(now)
                ? "in " + span(Duration.between(now, then))
                : span(Duration.between(then, now)) + " ago";
    }
}
