package dev.keyturn.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CalendarTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

    @Test
    void aWindowIsWhatTheWallClockOfItsZoneSays() {
        Window window = window(EnumSet.of(DayOfWeek.MONDAY), "09:00", "16:00");
        assertThat(window.contains(at("2026-11-23T09:00"))).isTrue();
        assertThat(window.contains(at("2026-11-23T15:59"))).isTrue();
        assertThat(window.contains(at("2026-11-23T16:00"))).isFalse();
        assertThat(window.contains(at("2026-11-24T10:00"))).isFalse();
        assertThat(window.nextOpen(at("2026-11-24T10:00"))).isEqualTo(at("2026-11-30T09:00"));
    }

    @Test
    void aWindowMayEndOnTheNextDay() {
        Window window = window(EnumSet.of(DayOfWeek.SATURDAY), "22:00", "04:00");
        assertThat(window.contains(at("2026-11-28T23:00"))).isTrue();
        assertThat(window.contains(at("2026-11-29T03:59"))).isTrue();
        assertThat(window.contains(at("2026-11-29T04:00"))).isFalse();
        assertThat(window.contains(at("2026-11-29T23:00"))).isFalse();
    }

    /** On 28 March 2027 there is no 02:30 in Berlin. */
    @Test
    void whereTheClockIsPutForwardTheEndMoves() {
        Window window = window(DAILY, "02:30", "03:30");
        assertThat(window.nextOpen(at("2027-03-28T00:00"))).isEqualTo(Instant.parse("2027-03-28T01:30:00Z"));
        assertThat(window(DAILY, "01:00", "02:30").contains(Instant.parse("2027-03-28T01:15:00Z")))
                .isTrue();
        assertThat(open(window(DAILY, "01:00", "05:00"), "2027-03-28T00:00")).isEqualTo(Duration.ofHours(3));
    }

    /** On 31 October 2027 there are two 02:30 in Berlin. */
    @Test
    void whereTheClockIsPutBackTheHourThatComesTwiceIsOpenTwice() {
        Window window = window(DAILY, "02:00", "03:00");
        assertThat(window.contains(Instant.parse("2027-10-31T00:30:00Z"))).isTrue();
        assertThat(window.contains(Instant.parse("2027-10-31T01:30:00Z"))).isTrue();
        assertThat(open(window, "2027-10-31T00:00")).isEqualTo(Duration.ofHours(2));
        assertThat(open(window(DAILY, "01:00", "02:30"), "2027-10-31T00:00")).isEqualTo(Duration.ofMinutes(150));
    }

    @Test
    void nothingBeginsInAFreezeAndTheNextWindowAfterItIsTaken() {
        Freeze freeze = new Freeze(LocalDate.parse("2026-12-20"), LocalDate.parse("2027-01-06"), BERLIN, "year's end");
        Calendar calendar =
                new Calendar(List.of(window(EnumSet.of(DayOfWeek.MONDAY), "09:00", "16:00")), List.of(freeze));
        assertThat(calendar.closed(at("2026-12-21T10:00"))).hasValue("frozen until 2027-01-06: year's end");
        assertThat(calendar.nextOpen(at("2026-12-19T12:00"))).isEqualTo(at("2027-01-11T09:00"));
        assertThat(calendar.closed(at("2027-01-11T09:00"))).isEmpty();
        assertThat(calendar.closed(at("2027-01-12T09:00"))).hasValue("outside the maintenance windows");
    }

    @Test
    void theNextOpenMomentIsOpenAndNoneBeforeItIs() {
        Random random = new Random(4);
        for (int i = 0; i < 300; i++) {
            Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)));
            Window window = new Window(days, time(random), time(random), BERLIN);
            Calendar calendar = new Calendar(List.of(window), List.of());
            Instant from = at("2027-03-01T00:00").plusSeconds(60L * random.nextInt(400_000));
            Instant open = calendar.nextOpen(from);
            assertThat(calendar.closed(open)).isEmpty();
            for (Instant before = from; before.isBefore(open); before = before.plus(Duration.ofMinutes(30))) {
                assertThat(calendar.closed(before)).isPresent();
            }
        }
    }

    private static LocalTime time(Random random) {
        return LocalTime.of(random.nextInt(24), 30 * random.nextInt(2));
    }

    private static Duration open(Window window, String from) {
        Instant start = window.nextOpen(at(from));
        Instant end = start;
        while (window.contains(end)) {
            end = end.plus(Duration.ofMinutes(1));
        }
        return Duration.between(start, end);
    }

    private static Window window(Set<DayOfWeek> days, String from, String to) {
        return new Window(days, LocalTime.parse(from), LocalTime.parse(to), BERLIN);
    }

    private static Instant at(String local) {
        return ZonedDateTime.of(java.time.LocalDateTime.parse(local), BERLIN).toInstant();
    }
}
