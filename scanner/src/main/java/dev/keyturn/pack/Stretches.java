package dev.keyturn.pack;

import java.util.Arrays;

/**
 * Parts of a text that are to be searched, in ascending order and apart from one another. One of zero length is a seam:
 * what stood between its two neighbours is gone. Reused without allocation; not for several threads at a time.
 */
public final class Stretches {
    /** Stretches that are no further apart become one, for the way from one to the next costs as much. */
    private static final int NEAR = 32;

    /** So many of what was included in no order are told apart. */
    private static final int MOST = 64;

    private int[] bounds = new int[16];
    private int count;

    /** A whole text of so many bytes. */
    public static Stretches whole(int length) {
        Stretches whole = new Stretches();
        whole.add(0, length);
        return whole;
    }

    /** The same, whatever becomes of these. */
    public Stretches copy() {
        Stretches copy = new Stretches();
        copy.bounds = Arrays.copyOf(bounds, Math.max(2, 2 * count));
        copy.count = count;
        return copy;
    }

    /** Forgets all of them. */
    public void clear() {
        count = 0;
    }

    /**
     * Adds {@code [from, to)}, which must not start before the one that was added last.
     *
     * @throws IllegalArgumentException if it does, or ends before it starts
     */
    public void add(int from, int to) {
        int last = 2 * count - 2;
        if (from < 0 || to < from || last >= 0 && from < bounds[last]) {
            throw new IllegalArgumentException("[" + from + ", " + to + ") is out of order");
        }
        if (last >= 0 && from <= (long) bounds[last + 1] + NEAR) {
            bounds[last + 1] = Math.max(bounds[last + 1], to);
            return;
        }
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 4 * count);
        }
        bounds[2 * count] = from;
        bounds[2 * count + 1] = to;
        count++;
    }

    /** Adds {@code [from, to)} wherever it belongs; where they become too many, all between the first and the last. */
    public void include(int from, int to) {
        int first = 0;
        while (first < count && bounds[2 * first + 1] < from) {
            first++;
        }
        int after = first;
        int start = from;
        int end = to;
        while (after < count && bounds[2 * after] <= end) {
            start = Math.min(start, bounds[2 * after]);
            end = Math.max(end, bounds[2 * after + 1]);
            after++;
        }
        replace(first, after, start, end);
        if (count > MOST) {
            cover(bounds[0], bounds[2 * count - 1]);
        }
    }

    private void replace(int first, int after, int from, int to) {
        int moved = count - after;
        if (2 * (first + 1 + moved) > bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        System.arraycopy(bounds, 2 * after, bounds, 2 * (first + 1), 2 * moved);
        bounds[2 * first] = from;
        bounds[2 * first + 1] = to;
        count = first + 1 + moved;
    }

    /** Has nothing but {@code [from, to)}. */
    public void cover(int from, int to) {
        count = 0;
        add(from, to);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** Adds to others what of these stands in {@code [from, to)}, moved by so many bytes; in order, as they must be. */
    void copyTo(Stretches others, int from, int to, int move) {
        int first = firstEndingFrom(from);
        for (int i = first; i < count && bounds[2 * i] < to; i++) {
            others.add(Math.max(from, bounds[2 * i]) + move, Math.min(to, bounds[2 * i + 1]) + move);
        }
    }

    private int firstEndingFrom(int from) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle + 1] < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** Offset of the first byte of one of them. */
    public int from(int index) {
        return bounds[2 * index];
    }

    /** Offset after the last byte of one of them. */
    public int to(int index) {
        return bounds[2 * index + 1];
    }

    /** Whether they are all of a text of a length. */
    public boolean isWhole(int length) {
        return count == 1 && bounds[0] == 0 && bounds[1] >= length;
    }

    /** The same with so many bytes more on either side, within a text of a length. */
    public Stretches widened(int before, int after, int length) {
        Stretches wide = new Stretches();
        for (int i = 0; i < count; i++) {
            wide.add(Math.max(0, from(i) - before), (int) Math.min(length, (long) to(i) + after));
        }
        return wide;
    }
}
