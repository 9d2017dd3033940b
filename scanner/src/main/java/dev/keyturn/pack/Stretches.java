package dev.keyturn.pack;

import java.util.Arrays;

/**
 * Parts of a text that are to be searched, in ascending order and apart from one another. One of zero length is a seam:
 * what stood between its two neighbours is gone. Reused without allocation; not for several threads at a time.
 */
public final class Stretches {
    /** Stretches that are no further apart become one, for the way from one to the next costs as much. */
    private static final int NEAR = 32;

    private int[] bounds = new int[16];
    private int count;

    /** A whole text of so many bytes. */
    public static Stretches whole(int length) {
        Stretches whole = new Stretches();
        whole.add(0, length);
        return whole;
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
