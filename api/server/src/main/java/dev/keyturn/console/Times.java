package dev.keyturn.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in words: how far away, exactly when, how long. */
final class Times {
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern(
                    "d MMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Clock clock;

    Times(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** The exact time in UTC, to the second. */
    String at(Instant time) {
        return EXACT.format(time);
    }

    /** The day in UTC, without the year. */
    String day(Instant time) {
        return DAY.format(time);
    }

    /** How far from now, {@code 3 hours ago} or {@code in 5 days}. */
    String ago(Instant time) {
        Duration distance = Duration.between(time, now());
        if (distance.abs().toSeconds() < 5) {
            return "just now";
        }
        return distance.isNegative() ? "in " + rounded(distance.negated()) : rounded(distance) + " ago";
    }

    /** How long from one time to another; below ten seconds with the fraction that counts. */
    String span(Instant from, Instant until) {
        Duration length = Duration.between(from, until);
        if (length.isNegative()) {
            return rounded(length.negated()) + " before";
        }
        if (length.toMillis() < 1000) {
            return Math.max(1, length.toMillis()) + " ms";
        }
        return length.toSeconds() < 10
                ? String.format(Locale.ENGLISH, "%.1f s", length.toMillis() / 1000.0)
                : rounded(length);
    }

    private static String rounded(Duration length) {
        long days = length.toDays();
        if (days >= 730) {
            return days / 365 + " years";
        }
        if (days >= 60) {
            return days / 30 + " months";
        }
        if (days >= 2) {
            return days + " days";
        }
        if (length.toHours() >= 2) {
            return length.toHours() + " hours";
        }
        if (length.toMinutes() >= 2) {
            return length.toMinutes() + " minutes";
        }
        return length.toSeconds() + " seconds";
    }
}
