package dev.keyturn.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;

/**
 * All keywords at once over bytes, without regard to ASCII case: one table look-up per byte whatever their number.
 *
 * <p>Bytes that no keyword tells apart share a column. States that end a keyword have the highest numbers, so that one
 * comparison tells whether there is anything to do. Built once, used by any thread.
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

    private final byte[] columns = new byte[256];
    private final int[] next;
    private final boolean[] starts;
    private final int firstEnding;
    private final int width;
    private final int[][] endings;
    private final int[] lengths;

    private Automaton(Building trie) {
        System.arraycopy(trie.columns, 0, columns, 0, 256);
        width = trie.width;
        lengths = trie.lengths;
        int states = trie.goTo.size();
        int[] number = new int[states];
        int plain = 0;
        for (int state = 0; state < states; state++) {
            if (trie.ends.get(state).isEmpty()) {
                number[state] = plain++;
            }
        }
        firstEnding = plain * width;
        starts = trie.starts;
        int ending = plain;
        for (int state = 0; state < states; state++) {
            if (!trie.ends.get(state).isEmpty()) {
                number[state] = ending++;
            }
        }
        next = new int[states * width];
        endings = new int[states - plain][];
        for (int state = 0; state < states; state++) {
            for (int column = 0; column < width; column++) {
                next[number[state] * width + column] = number[trie.goTo.get(state)[column]] * width;
            }
            if (number[state] >= plain) {
                endings[number[state] - plain] = trie.ends.get(state).stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
            }
        }
    }

    static Automaton of(List<String> keywords) {
        Building trie = new Building(keywords);
        trie.link();
        return new Automaton(trie);
    }

    /** Reports every keyword in {@code bytes[from, to)}, by its end. */
    void scan(byte[] bytes, int from, int to, Hit hit) {
        int at = nextStart(bytes, from, to);
        while (at < to) {
            at = follow(bytes, at, to, hit);
            at = nextStart(bytes, at, to);
        }
    }

    /** Length of the longest keyword in bytes. */
    int longest() {
        return Arrays.stream(lengths).max().orElse(0);
    }

    /** Skips to where the first two bytes of some keyword stand: most of any text is passed over here. */
    private int nextStart(byte[] bytes, int from, int length) {
        boolean[] pairs = starts;
        byte[] column = columns;
        int last = length - 1;
        int at = from;
        int here = at < length ? column[bytes[at] & 0xff] * width : 0;
        while (at < last) {
            int second = column[bytes[at + 1] & 0xff];
            if (pairs[here + second]) {
                return at;
            }
            here = second * width;
            at++;
        }
        return at < length && starts[here] ? at : length;
    }

    /** Runs from the root until it is back there; returns the offset of the byte after. */
    private int follow(byte[] bytes, int from, int length, Hit hit) {
        int[] table = next;
        byte[] column = columns;
        int state = 0;
        int at = from;
        do {
            state = table[state + column[bytes[at++] & 0xff]];
            if (state >= firstEnding) {
                report(state, at, hit);
            }
        } while (state != 0 && at < length);
        return at;
    }

    private void report(int state, int end, Hit hit) {
        for (int keyword : endings[(state - firstEnding) / width]) {
            hit.at(keyword, end - lengths[keyword], end);
        }
    }

    /** The trie of the keywords, and its failure links folded into its moves. */
    private static final class Building {
        final byte[] columns = new byte[256];
        final int[] lengths;
        final List<int[]> goTo = new ArrayList<>();
        final List<List<Integer>> ends = new ArrayList<>();
        /** Which pairs of columns some keyword starts with; one of a single byte starts with every pair from it. */
        final boolean[] starts;

        int width = 1;

        Building(List<String> keywords) {
            List<byte[]> folded = keywords.stream()
                    .map(keyword -> keyword.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
                    .toList();
            folded.forEach(this::giveColumns);
            foldCase();
            lengths = folded.stream().mapToInt(keyword -> keyword.length).toArray();
            starts = new boolean[width * width];
            folded.forEach(this::start);
            state();
            for (int i = 0; i < folded.size(); i++) {
                add(folded.get(i), i);
            }
        }

        private void giveColumns(byte[] keyword) {
            for (byte character : keyword) {
                if (columns[character & 0xff] == 0) {
                    columns[character & 0xff] = (byte) width++;
                }
            }
        }

        private void foldCase() {
            for (int upper = 'A'; upper <= 'Z'; upper++) {
                columns[upper] = columns[upper + ('a' - 'A')];
            }
        }

        private void start(byte[] keyword) {
            int first = columns[keyword[0] & 0xff] * width;
            if (keyword.length > 1) {
                starts[first + columns[keyword[1] & 0xff]] = true;
            } else {
                Arrays.fill(starts, first, first + width, true);
            }
        }

        private int state() {
            int[] moves = new int[width];
            Arrays.fill(moves, -1);
            goTo.add(moves);
            ends.add(new ArrayList<>());
            return goTo.size() - 1;
        }

        private void add(byte[] keyword, int number) {
            int state = 0;
            for (byte character : keyword) {
                int column = columns[character & 0xff];
                if (goTo.get(state)[column] < 0) {
                    int created = state();
                    goTo.get(state)[column] = created;
                }
                state = goTo.get(state)[column];
            }
            ends.get(state).add(number);
        }

        void link() {
            int[] failure = new int[goTo.size()];
            Queue<Integer> queue = new ArrayDeque<>(Collections.singleton(0));
            while (!queue.isEmpty()) {
                int state = queue.remove();
                ends.get(state).addAll(state == 0 ? List.of() : ends.get(failure[state]));
                int[] moves = goTo.get(state);
                for (int column = 0; column < width; column++) {
                    int fallen = state == 0 ? 0 : goTo.get(failure[state])[column];
                    if (moves[column] < 0) {
                        moves[column] = fallen;
                    } else {
                        failure[moves[column]] = fallen;
                        queue.add(moves[column]);
                    }
                }
            }
        }
    }
}
