package dev.keyturn.console;

import dev.keyturn.wire.Usage;
import dev.keyturn.wire.VerificationCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Uses over time, as bars. Lengths are in units of the drawing, which is {@link #HEIGHT} high.
 *
 * @param most uses in one bar
 */
record UsageChart(Span span, List<Bar> bars, long most, long accepted, long refused) {
    static final int HEIGHT = 100;
    private static final int STEP = 10;

    /** How far back, and how long a bar is. */
    enum Span {
        DAY("24 hours", Duration.ofHours(24), Duration.ofHours(1)),
        WEEK("7 days", Duration.ofDays(7), Duration.ofHours(6)),
        MONTH("30 days", Duration.ofDays(30), Duration.ofDays(1)),
        QUARTER("90 days", Duration.ofDays(90), Duration.ofDays(3));

        private final String title;
        private final Duration length;
        private final Duration bar;

        Span(String title, Duration length, Duration bar) {
            this.title = title;
            this.length = length;
            this.bar = bar;
        }

        public String title() {
            return title;
        }

        /** When the first bar begins, so that the last holds the present. */
        Instant from(Instant now) {
            long seconds = bar.toSeconds();
            long next = (now.getEpochSecond() / seconds + 1) * seconds;
            return Instant.ofEpochSecond(next).minus(length);
        }
    }

    /**
     * One bar: accepted uses below, refused ones above.
     *
     * @param x left edge
     * @param low height of the accepted part
     * @param high height of the refused part
     */
    record Bar(Instant from, Instant until, long accepted, long refused, int x, int low, int high) {
        public int top() {
            return HEIGHT - low - high;
        }

        public int middle() {
            return HEIGHT - low;
        }
    }

    /** Width of the drawing. */
    public int width() {
        return bars.size() * STEP;
    }

    public boolean empty() {
        return most == 0;
    }

    /** Those that have any use. */
    public List<Bar> used() {
        return bars.stream().filter(bar -> bar.accepted + bar.refused > 0).toList();
    }

    static UsageChart of(Span span, Usage usage) {
        Map<Long, long[]> counts = counts(span, usage);
        long most = counts.values().stream()
                .mapToLong(count -> count[0] + count[1])
                .max()
                .orElse(0);
        List<Bar> bars = new ArrayList<>();
        long all = span.length.dividedBy(span.bar);
        for (long i = 0; i < all; i++) {
            long[] count = counts.getOrDefault(i, new long[2]);
            Instant from = usage.from().plus(span.bar.multipliedBy(i));
            int low = height(count[0], most);
            int high = height(count[1], most);
            bars.add(new Bar(from, from.plus(span.bar), count[0], count[1], (int) i * STEP, low, high));
        }
        long accepted = counts.values().stream().mapToLong(count -> count[0]).sum();
        long refused = counts.values().stream().mapToLong(count -> count[1]).sum();
        return new UsageChart(span, bars, most, accepted, refused);
    }

    /** Accepted and refused uses, by the number of the bar. */
    private static Map<Long, long[]> counts(Span span, Usage usage) {
        Map<Long, long[]> counts = new HashMap<>();
        for (Usage.Hour hour : usage.hours()) {
            long bar = Duration.between(usage.from(), hour.hour()).dividedBy(span.bar);
            long[] count = counts.computeIfAbsent(bar, number -> new long[2]);
            count[hour.code() == VerificationCode.VALID ? 0 : 1] += hour.count();
        }
        return counts;
    }

    /** What was used at all shows. */
    private static int height(long count, long most) {
        return count == 0 ? 0 : (int) Math.max(2, count * (HEIGHT - 4) / most);
    }
}
