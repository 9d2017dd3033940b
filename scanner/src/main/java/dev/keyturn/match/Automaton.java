package dev.keyturn.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * All keywords at once over bytes, without regard to ASCII case.
 *
 * <p>Three bytes at a time are hashed into one table, at every offset, eight offsets to a turn of the loop and none of
 * them waiting for the one before. Only where the three rarest bytes of some keyword can stand is there anything to
 * compare. Built once, used by any thread.
 */
final class Automaton {
    /** Takes note of a keyword. */
    @FunctionalInterface
    interface Hit {
        /**
         * @param keyword its position in the list of keywords
         * @param start offset of its first byte
         * @param end offset after its last byte
         */
        void at(int keyword, int start, int end);
    }

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** What sets the bit in every byte that tells lower from upper case. */
    private static final long LOWER = 0x2020202020202020L;

    /** Bytes that one turn of the loop may look at: eight windows of three, read by two words that overlap. */
    private static final int TURN = 12;

    /** How many offsets at the end of a turn are decided by the next one. */
    private static final int BEHIND = 2;

    private static final int TRIES = 24;

    private final Windows windows;
    private final byte[] slots;

    private Automaton(Windows windows) {
        this.windows = windows;
        this.slots = windows.slots();
    }

    static Automaton of(List<String> keywords) {
        return new Automaton(new Windows(keywords, TRIES));
    }

    /** The same, made sooner and a little slower, for a few files. */
    static Automaton forLittle(List<String> keywords) {
        return new Automaton(new Windows(keywords, 1));
    }

    /** Length of the longest keyword in bytes. */
    int longest() {
        return windows.longest();
    }

    /** Reports every keyword in {@code bytes[from, to)}, those that overlap in no certain order. */
    void scan(byte[] bytes, int from, int to, Hit hit) {
        int at = scanTurns(bytes, from, from, to, hit);
        if (at < to + BEHIND) {
            int start = Math.max(from, at - BEHIND - windows.longest());
            byte[] end = Arrays.copyOfRange(bytes, start, to + TURN + BEHIND);
            Hit moved = (keyword, first, after) -> hit.at(keyword, first + start, after + start);
            scanTurns(end, 0, Math.max(from, at - BEHIND) - start, to - start, moved);
        }
    }

    /**
     * Returns the offset from which on the array has not enough bytes for another turn, or one after all that is to be
     * looked at. Each turn decides about the two offsets before it and all of its own but two.
     */
    private int scanTurns(byte[] bytes, int from, int start, int to, Hit hit) {
        byte[] table = slots;
        long spread = windows.spread();
        int last = Math.min(to + BEHIND, bytes.length - TURN + 1);
        int at = start;
        long before = 0;
        for (; at < last; at += 8) {
            long low = (long) WORDS.get(bytes, at) | LOWER;
            long high = (long) WORDS.get(bytes, at + 4) | LOWER;
            long here = table[Windows.slot(low, spread)]
                    | table[Windows.slot(low >>> 8, spread)] << 8
                    | table[Windows.slot(low >>> 16, spread)] << 16
                    | table[Windows.slot(low >>> 24, spread)] << 24
                    | (long) table[Windows.slot(high, spread)] << 32
                    | (long) table[Windows.slot(high >>> 8, spread)] << 40
                    | (long) table[Windows.slot(high >>> 16, spread)] << 48
                    | (long) table[Windows.slot(high >>> 24, spread)] << 56;
            long marks = Windows.marks(before >>> 48 | here << 16, before >>> 56 | here << 8, here);
            before = here;
            if (marks != 0) {
                compare(bytes, from, at - BEHIND, to, marks, hit);
            }
        }
        return at;
    }

    private void compare(byte[] bytes, int from, int at, int to, long marks, Hit hit) {
        long left = marks;
        while (left != 0) {
            windows.compare(bytes, from, at + (Long.numberOfTrailingZeros(left) >> 3), to, hit);
            left &= left - 1;
        }
    }
}
