package dev.keyturn.match;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Three bytes of each keyword, those that stand most rarely in text, by which it is found. A keyword of one or two bytes
 * has every window that starts with it.
 */
final class Windows {
    private static final int SIZE = 3;
    private static final int SLOT_BITS = 16;
    private static final int TRIES = 24;

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

    Windows(List<String> words) {
        keywords = words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        for (int keyword = 0; keyword < keywords.length; keyword++) {
            add(keyword);
        }
        longest = Arrays.stream(keywords).mapToInt(keyword -> keyword.length).max().orElse(0);
        spread = bestSpread();
        for (int entry = 0; entry < count; entry++) {
            int slot = slot(windows[entry], spread);
            previous[entry] = heads[slot];
            heads[slot] = entry + 1;
            slots[slot] = 1;
        }
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
    private long bestSpread() {
        long best = 0;
        int fewest = Integer.MAX_VALUE;
        long factor = 0x9E_37_B1L;
        for (int i = 0; i < TRIES; i++) {
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
        boolean[] taken = new boolean[1 << SLOT_BITS];
        for (int entry = 0; entry < count; entry++) {
            taken[slot(windows[entry], factor)] = true;
        }
        byte[] text = EVERYWHERE.getBytes(StandardCharsets.UTF_8);
        int fallen = 0;
        for (int i = 0; i + SIZE <= text.length; i++) {
            fallen += taken[slot(window(text, i), factor)] ? 1 : 0;
        }
        return fallen;
    }

    /** For each slot 1 if some keyword's window falls there, else 0. */
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
        for (int offset = 1; offset + SIZE <= keyword.length; offset++) {
            if (rarity(keyword, offset) > rarity(keyword, best)) {
                best = offset;
            }
        }
        return best;
    }

    private static int rarity(byte[] keyword, int offset) {
        int rarity = 0;
        for (int i = offset; i < offset + SIZE; i++) {
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
