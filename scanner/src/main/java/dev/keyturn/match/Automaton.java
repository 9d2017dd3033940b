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

    /** Reports every keyword in {@code bytes[0, length)}, by its end. */
    void scan(byte[] bytes, int length, Hit hit) {
        int state = 0;
        int[] table = next;
        byte[] column = columns;
        int ending = firstEnding;
        for (int i = 0; i < length; i++) {
            state = table[state + column[bytes[i] & 0xff]];
            if (state >= ending) {
                report(state, i + 1, hit);
            }
        }
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
        int width = 1;

        Building(List<String> keywords) {
            List<byte[]> folded = keywords.stream()
                    .map(keyword -> keyword.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
                    .toList();
            folded.forEach(this::giveColumns);
            foldCase();
            lengths = folded.stream().mapToInt(keyword -> keyword.length).toArray();
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
