package dev.keyturn.configuration;

import dev.keyturn.policy.Calendar;
import dev.keyturn.policy.Freeze;
import dev.keyturn.policy.OnDeadline;
import dev.keyturn.policy.Policy;
import dev.keyturn.policy.Timing;
import dev.keyturn.policy.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a policy may say; see {@link Policy} and {@link Timing}. Windows and freezes that are given replace the others. */
record PolicyRules(
        @Nullable Duration interval,
        @Nullable Integer jitter,
        @Nullable Duration grace,
        @Nullable Duration quiet,
        @Nullable OnDeadline onDeadline,
        @Nullable Integer parallel,
        @Nullable Duration soak,
        @Nullable List<Opening> windows,
        @Nullable List<Days> freezes) {

    /** The policy with what is said here in place of what it said before. */
    Policy over(Policy base) {
        return new Policy(
                or(interval, base.interval()),
                or(grace, base.grace()),
                or(quiet, base.quiet()),
                or(onDeadline, base.onDeadline()),
                or(parallel, base.parallel()),
                timing(base.timing()));
    }

    private Timing timing(Timing base) {
        Calendar calendar = new Calendar(
                windows == null
                        ? base.calendar().windows()
                        : windows.stream().map(Opening::window).toList(),
                freezes == null
                        ? base.calendar().freezes()
                        : freezes.stream().map(Days::freeze).toList());
        return new Timing(jitter == null ? base.jitter() : jitter / 100.0, or(soak, base.soak()), calendar);
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return ZoneId.of(name == null ? "UTC" : name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone is a time zone such as Europe/Berlin");
        }
    }

    /**
     * A maintenance window.
     *
     * @param days {@code mon} to {@code sun}; every day if absent
     * @param zone UTC if absent
     */
    record Opening(
            @Nullable List<String> days,
            @Nullable LocalTime from,
            @Nullable LocalTime to,
            @Nullable String zone) {
        Opening {
            if (from == null || to == null) {
                throw new IllegalArgumentException("a window has from and to, such as \"22:00\" and \"04:00\"");
            }
        }

        Window window() {
            Set<DayOfWeek> on = days == null
                    ? EnumSet.allOf(DayOfWeek.class)
                    : days.stream().map(Opening::day).collect(Collectors.toSet());
            return new Window(on, Objects.requireNonNull(from), Objects.requireNonNull(to), PolicyRules.zone(zone));
        }

        private static DayOfWeek day(String name) {
            return EnumSet.allOf(DayOfWeek.class).stream()
                    .filter(day -> name.length() >= 3 && day.name().startsWith(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("days are mon, tue, wed, thu, fri, sat, sun"));
        }
    }

    /**
     * Days on which nothing is rotated by schedule, the last one included.
     *
     * @param zone UTC if absent
     */
    record Days(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String zone,
            @Nullable String reason) {
        Days {
            if (from == null || to == null) {
                throw new IllegalArgumentException("a freeze has from and to, such as 2026-12-20 and 2027-01-06");
            }
        }

        Freeze freeze() {
            return new Freeze(
                    Objects.requireNonNull(from),
                    Objects.requireNonNull(to),
                    PolicyRules.zone(zone),
                    reason == null ? "no reason given" : reason);
        }
    }
}
