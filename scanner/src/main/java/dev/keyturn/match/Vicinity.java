package dev.keyturn.match;

import dev.keyturn.rule.Extent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one text in which one rule can match: as far around its anchors as its expression reaches. They are apart
 * from one another and no match crosses their ends, so searching them finds what searching the whole text would.
 */
final class Vicinity {
    /** Receives a part. */
    @FunctionalInterface
    interface Part {
        /** A part from an offset up to another. */
        void at(int from, int to);
    }

    /** What an expression looks at beyond its match, and then some. */
    private static final int MARGIN = 2;

    private final @Nullable Extent extent;
    private int[] ends = new int[8];
    private int count;
    private boolean mentioned;

    /** @param extent how far the rule reaches; null if anywhere */
    Vicinity(@Nullable Extent extent) {
        this.extent = extent;
    }

    /** Takes note of an anchor that ends at an offset. */
    void anchor(int end) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = end;
    }

    /** Takes note of one of the rule's keywords. */
    void mention() {
        mentioned = true;
    }

    /** Whether matches lie so near to their anchors that a text without any of them is settled. */
    boolean isShort() {
        return extent != null
                && extent.uncounted().isEmpty()
                && Math.max(extent.before(), extent.after()) + MARGIN <= Pass.SHORT;
    }

    /** Hands over the parts, in order; none if no keyword was seen. */
    void parts(byte[] bytes, int length, Part out) {
        if (mentioned && extent == null) {
            out.at(0, length);
        } else if (mentioned && extent != null && count > 0) {
            parts(extent, bytes, length, out);
        }
    }

    private void parts(Extent extent, byte[] bytes, int length, Part out) {
        Arrays.sort(ends, 0, count);
        int from = -1;
        int to = 0;
        int counted = 0;
        int last = 0;
        for (int i = 0; i < count; i++) {
            int end = ends[i];
            counted = end >= to ? 0 : counted - count(extent, bytes, last, end);
            int start = left(extent, bytes, end, to);
            if (from >= 0 && start > to) {
                out.at(from, to);
                from = start;
            }
            from = from < 0 ? start : from;
            to = Math.max(to, end);
            while (to < length && counted < extent.after() + MARGIN) {
                counted += counts(extent, bytes[to++]) ? 1 : 0;
            }
            last = end;
        }
        out.at(from, to);
    }

    /** How far left a match that has this anchor can start, but not further than some offset. */
    private static int left(Extent extent, byte[] bytes, int end, int least) {
        int at = end;
        int counted = 0;
        while (at > 0 && at >= least && counted < extent.before() + MARGIN) {
            counted += counts(extent, bytes[--at]) ? 1 : 0;
        }
        return at;
    }

    private static int count(Extent extent, byte[] bytes, int from, int to) {
        int counted = 0;
        for (int at = from; at < to; at++) {
            counted += counts(extent, bytes[at]) ? 1 : 0;
        }
        return counted;
    }

    /** Of the bytes of one character only the first counts, and none of those that can go on for ever. */
    private static boolean counts(Extent extent, byte character) {
        return (character & 0xc0) != 0x80 && !extent.isFree(character);
    }
}
