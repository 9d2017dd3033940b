package dev.keyturn.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * A maintenance window that comes again on some days of the week, as a clock on the wall of its zone shows it. Where the
 * clock is put forward over one of its ends, that end moves by as much; where it is put back, the hour that comes twice is
 * in the window both times.
 *
 * @param days on which it begins
 * @param from when it begins
 * @param to when it ends: on the next day if that is not after {@code from}
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    /** @throws IllegalArgumentException if it never begins */
    public Window {
        days = Set.copyOf(days);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a window needs a day of the week at least");
        }
    }

    /** One opening: from its start, which is in it, to its end, which is not. */
    record Opening(Instant start, Instant end) {
        boolean contains(Instant instant) {
            return !instant.isBefore(start) && instant.isBefore(end);
        }
    }

    boolean contains(Instant instant) {
        LocalDate date = instant.atZone(zone).toLocalDate();
        return isOpen(date, instant) || isOpen(date.minusDays(1), instant);
    }

    private boolean isOpen(LocalDate date, Instant instant) {
        return days.contains(date.getDayOfWeek()) && on(date).contains(instant);
    }

    /** The first moment from a given one on that is in the window. */
    Instant nextOpen(Instant instant) {
        if (contains(instant)) {
            return instant;
        }
        LocalDate date = instant.atZone(zone).toLocalDate();
        while (!days.contains(date.getDayOfWeek()) || on(date).start().isBefore(instant)) {
            date = date.plusDays(1);
        }
        return on(date).start();
    }

    private Opening on(LocalDate date) {
        LocalDate last = to.isAfter(from) ? date : date.plusDays(1);
        return new Opening(
                date.atTime(from).atZone(zone).withEarlierOffsetAtOverlap().toInstant(),
                last.atTime(to).atZone(zone).withLaterOffsetAtOverlap().toInstant());
    }
}
