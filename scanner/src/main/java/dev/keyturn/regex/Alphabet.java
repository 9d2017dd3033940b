package dev.keyturn.regex;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Characters that an expression cannot tell apart are one letter; the last letter is the end of the text. */
final class Alphabet {
    /** The letter of each ASCII character. */
    final byte[] ascii = new byte[128];

    private final int[] starts;
    private final int[] letters;

    /** For each letter the sets that have it. */
    private final BitSet[] members;

    private final int[] kinds;

    /** @param asks whether a place's neighbours count */
    Alphabet(List<Runes> sets, boolean asks) throws Unsupported {
        starts = starts(sets, asks);
        letters = new int[starts.length];
        Map<List<Object>, Integer> known = new HashMap<>();
        for (int i = 0; i < starts.length; i++) {
            BitSet has = new BitSet();
            for (int set = 0; set < sets.size(); set++) {
                has.set(set, sets.get(set).has(starts[i]));
            }
            int kind = asks ? Look.kind(starts[i]) : Look.OTHER;
            letters[i] = known.computeIfAbsent(List.of(has, kind), key -> known.size());
        }
        if (known.size() > Byte.MAX_VALUE) {
            throw new Unsupported("too many kinds of characters");
        }
        members = new BitSet[known.size()];
        kinds = new int[known.size() + 1];
        known.forEach((key, letter) -> {
            members[letter] = (BitSet) key.get(0);
            kinds[letter] = (int) key.get(1);
        });
        kinds[known.size()] = Look.NOTHING;
        for (int rune = 0; rune < ascii.length; rune++) {
            ascii[rune] = (byte) letter(rune);
        }
    }

    private static int[] starts(List<Runes> sets, boolean asks) {
        TreeSet<Integer> starts = new TreeSet<>();
        starts.add(0);
        for (Runes set : sets) {
            add(starts, set);
        }
        if (asks) {
            add(starts, Runes.WORD);
            add(starts, Runes.NO_LINE_END);
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void add(TreeSet<Integer> starts, Runes set) {
        for (Runes.Range range : set.ranges()) {
            starts.add(range.first());
            starts.add(range.last() + 1);
        }
    }

    int letter(int rune) {
        int found = Arrays.binarySearch(starts, rune);
        return letters[found >= 0 ? found : -found - 2];
    }

    /** The letter that stands for the end of the text; all others are below. */
    int end() {
        return members.length;
    }

    boolean has(int letter, int set) {
        return letter < members.length && members[letter].get(set);
    }

    /** What a letter is to its neighbours. */
    int kind(int letter) {
        return kinds[letter];
    }
}
