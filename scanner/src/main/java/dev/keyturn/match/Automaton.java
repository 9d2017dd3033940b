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

    private final Windows windows;
    private final byte[] slots;

    private Automaton(Windows windows) {
        this.windows = windows;
        this.slots = windows.slots();
    }

    static Automaton of(List<String> keywords) {
        return new Automaton(new Windows(keywords));
    }

    /** Length of the longest keyword in bytes. */
    int longest() {
        return windows.longest();
    }

    /** Reports every keyword in {@code bytes[from, to)}, those that overlap in no certain order. */
    void scan(byte[] bytes, int from, int to, Hit hit) {
        int at = scanTurns(bytes, from, from, to, hit);
        if (at < to) {
            int start = Math.max(from, at - windows.longest());
            byte[] end = Arrays.copyOfRange(bytes, start, to + TURN);
            Hit moved = (keyword, first, after) -> hit.at(keyword, first + start, after + start);
            scanTurns(end, 0, at - start, to - start, moved);
        }
    }

    /** Returns the offset from which on the array has not enough bytes for another turn, or one after the end. */
    private int scanTurns(byte[] bytes, int from, int start, int to, Hit hit) {
        byte[] table = slots;
        long spread = windows.spread();
        int last = Math.min(to, bytes.length - TURN + 1);
        int at = start;
        for (; at < last; at += 8) {
            long low = (long) WORDS.get(bytes, at) | LOWER;
            long high = (long) WORDS.get(bytes, at + 4) | LOWER;
            int marks = table[Windows.slot(low, spread)]
                    | table[Windows.slot(low >>> 8, spread)] << 1
                    | table[Windows.slot(low >>> 16, spread)] << 2
                    | table[Windows.slot(low >>> 24, spread)] << 3
                    | table[Windows.slot(high, spread)] << 4
                    | table[Windows.slot(high >>> 8, spread)] << 5
                    | table[Windows.slot(high >>> 16, spread)] << 6
                    | table[Windows.slot(high >>> 24, spread)] << 7;
            if (marks != 0) {
                compare(bytes, from, at, to, marks, hit);
            }
        }
        return at;
    }

    private void compare(byte[] bytes, int from, int at, int to, int marks, Hit hit) {
        int left = marks;
        while (left != 0) {
            windows.compare(bytes, from, at + Integer.numberOfTrailingZeros(left), to, hit);
            left &= left - 1;
        }
    }
}
