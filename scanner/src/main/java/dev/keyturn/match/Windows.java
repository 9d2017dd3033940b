package dev.keyturn.match;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Five bytes of each keyword, those that stand most rarely in text, by which it is found: three windows of three bytes,
 * one after the other. A keyword of three or four bytes has one of them, and one of one or two bytes has every window
 * that starts with it.
 */
final class Windows {
    private static final int SIZE = 3;
    private static final int LONG = 5;

    /** What a window can be; keywords are in two halves, so that the windows of one and another seldom make a third. */
    private static final int FIRST = 1;

    private static final int SECOND = 2;
    private static final int THIRD = 4;
    private static final int ALONE = 64;
    private static final int HALF = 3;
    private static final long ONES = 0x0101010101010101L;

    private static final int SLOT_BITS = 16;
    /** What stands everywhere: its windows should not fall where those of keywords do. */
    private static final String EVERYWHERE = """
            import org.example.service.ResourceManager; public static void main(String[] args) throws Exception {
                for (int i = 0; i < properties.size(); i++) { return this.name; } // the value of the first parameter
                if err != nil { return fmt.Errorf("invalid type: %w", err) }, "version": "1.0.16", 'use strict'; });
            from django.test import base, github.com/organization/project v0.12.3/go.mod h1: <div class="container">
              - name: test and build with more options [default true] function(data, index) { const self = require();
            	assert.Equal(t, expected, actual)
            		result = append(results, string(s.min), l = lines) *p -> http://www.w3.org/ns# context started -- where
            """.toLowerCase(Locale.ROOT);

    /** Characters from the most to the least frequent in source code; all others are rarer. */
    private static final String FREQUENT = " etaoinsrlcdpumgfhybv.,\"()_-=/:wkx;'0*1>j{}q2<[]z3#4";

    private final byte[][] keywords;
    private final int longest;
    private final long spread;
    private final byte[] slots = new byte[1 << SLOT_BITS];

    /** For each slot one more than the last entry of it; for each entry the same for the one before. */
    private final int[] heads = new int[1 << SLOT_BITS];

    private int[] previous = new int[512];
    private int[] windows = new int[512];
    private int[] owners = new int[512];
    private int[] offsets = new int[512];
    private int count;

    /** @param tries of how many factors the best one is taken */
    Windows(List<String> words, int tries) {
        keywords = words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        for (int keyword = 0; keyword < keywords.length; keyword++) {
            add(keyword);
        }
        longest = Arrays.stream(keywords)
                .mapToInt(keyword -> keyword.length)
                .max()
                .orElse(0);
        spread = bestSpread(tries);
        mark(slots, spread);
        for (int entry = 0; entry < count; entry++) {
            int slot = slot(windows[entry], spread);
            previous[entry] = heads[slot];
            heads[slot] = entry + 1;
        }
    }

    /** Notes in a table what each window can be the first, second and third of. */
    private void mark(byte[] table, long factor) {
        for (int entry = 0; entry < count; entry++) {
            byte[] keyword = keywords[owners[entry]];
            int offset = offsets[entry];
            int half = owners[entry] % 2 * HALF;
            boolean isLong = keyword.length >= LONG;
            table[slot(windows[entry], factor)] |= (byte) (isLong ? FIRST << half : ALONE);
            if (isLong) {
                table[slot(window(keyword, offset + 1), factor)] |= (byte) (SECOND << half);
                table[slot(window(keyword, offset + 2), factor)] |= (byte) (THIRD << half);
            }
        }
    }

    /**
     * Where keywords can stand, a 1 in the byte of each of eight offsets.
     *
     * @param first what the table has for the windows at these offsets
     * @param second the same for the offsets after them
     * @param third the same for the offsets after those
     */
    static long marks(long first, long second, long third) {
        long three = first & second >>> 1 & third >>> 2;
        return (three | three >>> HALF | first >>> 6) & ONES;
    }

    /**
     * The slot of the three low bytes of a word in lower case.
     *
     * @param spread {@link #spread()}; its low bits are zero, so that no other byte counts in the high bits of a product
     */
    static int slot(long word, long spread) {
        return (int) (word * spread >>> Long.SIZE - SLOT_BITS);
    }

    long spread() {
        return spread;
    }

    /** Of some factors the one by which the fewest windows of everyday text fall where a keyword's does. */
    private long bestSpread(int tries) {
        long best = 0;
        int fewest = Integer.MAX_VALUE;
        long factor = 0x9E_37_B1L;
        if (tries == 1) {
            return factor << 40;
        }
        for (int i = 0; i < tries; i++) {
            int fallen = fallen(factor << 40);
            if (fallen < fewest) {
                fewest = fallen;
                best = factor << 40;
            }
            factor = factor * 0x5DEECE66DL + 10;
            factor |= 1;
        }
        return best;
    }

    private int fallen(long factor) {
        byte[] table = new byte[1 << SLOT_BITS];
        mark(table, factor);
        byte[] text = EVERYWHERE.getBytes(StandardCharsets.UTF_8);
        int fallen = 0;
        long first = 0;
        long second = 0;
        for (int i = 0; i + SIZE <= text.length; i++) {
            long third = table[slot(window(text, i), factor)];
            fallen += (int) marks(first, second, third);
            first = second;
            second = third;
        }
        return fallen;
    }

    /** For each slot what the windows that fall there can be. */
    byte[] slots() {
        return slots;
    }

    int longest() {
        return longest;
    }

    /** Reports the keywords within {@code bytes[from, to)} whose window stands at an offset. */
    void compare(byte[] bytes, int from, int at, int to, Automaton.Hit hit) {
        int window = window(bytes, at);
        for (int entry = heads[slot(window, spread)]; entry != 0; entry = previous[entry - 1]) {
            if (windows[entry - 1] == window) {
                byte[] keyword = keywords[owners[entry - 1]];
                int start = at - offsets[entry - 1];
                if (start >= from && start + keyword.length <= to && stands(keyword, bytes, start)) {
                    hit.at(owners[entry - 1], start, start + keyword.length);
                }
            }
        }
    }

    private static boolean stands(byte[] keyword, byte[] bytes, int start) {
        for (int i = 0; i < keyword.length; i++) {
            int character = bytes[start + i];
            if (keyword[i] != character && (character < 'A' || character > 'Z' || keyword[i] != character + 32)) {
                return false;
            }
        }
        return true;
    }

    private void add(int keyword) {
        byte[] bytes = keywords[keyword];
        if (bytes.length >= SIZE) {
            int offset = rarest(bytes);
            add(window(bytes, offset), keyword, offset);
        } else {
            addAll(bytes, 0, 0, keyword);
        }
    }

    /** Every window that starts with what a keyword shorter than one has. */
    private void addAll(byte[] bytes, int window, int size, int keyword) {
        if (size == SIZE) {
            add(window, keyword, 0);
        } else if (size < bytes.length) {
            addAll(bytes, window | lower(bytes[size]) << 8 * size, size + 1, keyword);
        } else {
            for (int next = 0; next < 256; next++) {
                if (lower((byte) next) == next) {
                    addAll(bytes, window | next << 8 * size, size + 1, keyword);
                }
            }
        }
    }

    private void add(int window, int keyword, int offset) {
        if (count == windows.length) {
            previous = Arrays.copyOf(previous, 2 * count);
            windows = Arrays.copyOf(windows, 2 * count);
            owners = Arrays.copyOf(owners, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        windows[count] = window;
        owners[count] = keyword;
        offsets[count] = offset;
        count++;
    }

    private static int rarest(byte[] keyword) {
        int best = 0;
        int size = keyword.length < LONG ? SIZE : LONG;
        for (int offset = 1; offset + size <= keyword.length; offset++) {
            if (rarity(keyword, offset) > rarity(keyword, best)) {
                best = offset;
            }
        }
        return best;
    }

    private static int rarity(byte[] keyword, int offset) {
        int rarity = 0;
        int end = offset + (keyword.length < LONG ? SIZE : LONG);
        for (int i = offset; i < end; i++) {
            int rank = FREQUENT.indexOf(keyword[i]);
            rarity += rank < 0 ? FREQUENT.length() : rank;
        }
        return rarity;
    }

    private static int window(byte[] bytes, int at) {
        return lower(bytes[at]) | lower(bytes[at + 1]) << 8 | lower(bytes[at + 2]) << 16;
    }

    /** As the loop over words does it, to whatever byte. */
    private static int lower(byte character) {
        return character & 0xff | 0x20;
    }
}
