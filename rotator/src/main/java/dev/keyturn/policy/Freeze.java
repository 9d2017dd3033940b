package dev.keyturn.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Days on which nothing is rotated by schedule.
 *
 * @param from the first of them
 * @param to the last of them
 * @param reason for people
 */
public record Freeze(LocalDate from, LocalDate to, ZoneId zone, String reason) {
    /** @throws IllegalArgumentException if it ends before it begins */
    public Freeze {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a freeze ends on " + to + ", before it begins");
        }
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(from.atStartOfDay(zone).toInstant()) && instant.isBefore(end());
    }

    Instant end() {
        return to.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
