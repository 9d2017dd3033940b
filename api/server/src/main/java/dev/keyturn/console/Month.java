package dev.keyturn.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A month in UTC as weeks from Monday to Sunday. */
record Month(YearMonth month, List<List<Day>> weeks) {
    private static final DateTimeFormatter TITLE = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
    private static final int SHOWN = 3;

    /** Something that is due. */
    record Entry(Instant at, String name, String environment, Words.Tag tag, String link) {
        boolean urgent() {
            return tag.css().equals("tag-bad");
        }
    }

    /**
     * A day of the grid.
     *
     * @param inside whether it belongs to the month
     */
    record Day(LocalDate date, boolean inside, boolean today, List<Entry> entries) {
        public String title() {
            return DAY.format(date);
        }

        public List<Entry> shown() {
            return entries.size() <= SHOWN ? entries : entries.subList(0, SHOWN - 1);
        }

        public int more() {
            return entries.size() - shown().size();
        }
    }

    static Month of(YearMonth month, Instant now, List<Entry> entries) {
        Map<LocalDate, List<Entry>> days = entries.stream()
                .sorted(Comparator.comparing(Entry::urgent).reversed().thenComparing(Entry::at))
                .collect(Collectors.groupingBy(entry -> LocalDate.ofInstant(entry.at, ZoneOffset.UTC)));
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate first = month.atDay(1).minusDays(month.atDay(1).getDayOfWeek().getValue() - 1L);
        int weeks = (int) ChronoUnit.WEEKS.between(first, month.atEndOfMonth());
        return new Month(
                month,
                IntStream.rangeClosed(0, weeks)
                        .mapToObj(week -> IntStream.range(0, 7)
                                .mapToObj(day -> first.plusDays(7L * week + day))
                                .map(date -> new Day(
                                        date,
                                        YearMonth.from(date).equals(month),
                                        date.equals(today),
                                        days.getOrDefault(date, List.of())))
                                .toList())
                        .toList());
    }

    /** A day of the month; absent if it has none such. */
    @Nullable
    Day day(int number) {
        return weeks.stream()
                .flatMap(List::stream)
                .filter(day -> day.inside && day.date.getDayOfMonth() == number)
                .findFirst()
                .orElse(null);
    }

    public String title() {
        return TITLE.format(month);
    }

    public String before() {
        return month.minusMonths(1).toString();
    }

    public String after() {
        return month.plusMonths(1).toString();
    }

    /** How many are due. */
    public long count() {
        return weeks.stream()
                .flatMap(List::stream)
                .filter(Day::inside)
                .mapToLong(day -> day.entries.size())
                .sum();
    }
}
