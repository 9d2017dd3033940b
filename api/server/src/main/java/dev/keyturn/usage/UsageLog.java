package dev.keyturn.usage;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The uses since they were last written, joined by all that they have in common, so that a busy client costs one row a
 * second. What does not fit any more is counted as lost. Safe for use by many threads.
 */
public final class UsageLog {
    private static final int CAPACITY = 250_000;

    private final ConcurrentHashMap<Use, Tally> tallies = new ConcurrentHashMap<>();
    private final LongAdder lost = new LongAdder();
    private final InstantSource clock;

    UsageLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Uses that are equal: how many, the first and the last, milliseconds of the database's clock. */
    record Counted(Use use, long count, long first, long last) {}

    /** Changed only inside {@code compute} of its entry. */
    private static final class Tally {
        private long first;
        private long last;
        private long count;

        Tally(long first) {
            this.first = first;
        }

        Tally again(long uses, Span span) {
            first = Math.min(first, span.first);
            last = Math.max(last, span.last);
            count += uses;
            return this;
        }
    }

    /** Counts a use that happens now. */
    public void record(Use use) {
        long now = clock.millis();
        record(use, 1, new Span(now, now));
    }

    /** From the first of equal uses to the last, milliseconds of the database's clock. */
    public record Span(long first, long last) {}

    /** Counts equal uses of a while ago. */
    public void record(Use use, long count, Span span) {
        if (tallies.mappingCount() >= CAPACITY && !tallies.containsKey(use)) {
            lost.add(count);
            return;
        }
        tallies.compute(use, (same, tally) -> (tally == null ? new Tally(span.first) : tally).again(count, span));
    }

    /** Takes out what was counted. */
    List<Counted> drain() {
        List<Counted> drained = new ArrayList<>();
        for (Use use : tallies.keySet()) {
            Tally tally = tallies.remove(use);
            if (tally != null) {
                drained.add(new Counted(use, tally.count, tally.first, tally.last));
            }
        }
        return drained;
    }

    /** How many uses were lost since this was last asked. */
    long takeLost() {
        return lost.sumThenReset();
    }

    /** Counts uses as lost. */
    void lose(long uses) {
        lost.add(uses);
    }
}
