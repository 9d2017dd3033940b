package dev.keyturn.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of characters.
 *
 * @param ranges apart from one another and ascending
 */
record Runes(List<Range> ranges) {
    static final int LAST = 0x10FFFF;
    static final Runes ANY = of(0, LAST);
    static final Runes NO_LINE_END = of('\n', '\n').negated();
    static final Runes DIGITS = of('0', '9');
    static final Runes WORD = DIGITS.and(of('A', 'Z')).and(of('_', '_')).and(of('a', 'z'));
    static final Runes SPACE = of('\t', '\n').and(of('\f', '\r')).and(of(' ', ' '));

    private static final int KELVIN = 0x212A;
    private static final int LONG_S = 0x17F;

    /** Both ends included. */
    record Range(int first, int last) {
        private boolean is(Range other) {
            return first == other.first && last == other.last;
        }
    }

    Runes {
        ranges = List.copyOf(ranges);
    }

    static Runes of(int first, int last) {
        return new Runes(List.of(new Range(first, last)));
    }

    static Runes none() {
        return new Runes(List.of());
    }

    Runes and(Runes others) {
        List<Range> all = new ArrayList<>(ranges);
        all.addAll(others.ranges);
        all.sort((one, other) -> Integer.compare(one.first, other.first));
        List<Range> merged = new ArrayList<>();
        for (Range range : all) {
            Range last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && range.first <= last.last + 1) {
                merged.set(merged.size() - 1, new Range(last.first, Math.max(last.last, range.last)));
            } else {
                merged.add(range);
            }
        }
        return new Runes(merged);
    }

    Runes negated() {
        List<Range> others = new ArrayList<>();
        int next = 0;
        for (Range range : ranges) {
            if (range.first > next) {
                others.add(new Range(next, range.first - 1));
            }
            next = range.last + 1;
        }
        if (next <= LAST) {
            others.add(new Range(next, LAST));
        }
        return new Runes(others);
    }

    /** With the other case of every letter, and the two characters whose other case is an ASCII letter. */
    Runes folded() {
        Runes all = this;
        for (int lower = 'a'; lower <= 'z'; lower++) {
            int upper = lower - ('a' - 'A');
            if (has(lower) || has(upper)) {
                all = all.and(of(lower, lower)).and(of(upper, upper));
            }
        }
        if (has('k') || has('K')) {
            all = all.and(of(KELVIN, KELVIN));
        }
        return has('s') || has('S') ? all.and(of(LONG_S, LONG_S)) : all;
    }

    boolean has(int rune) {
        for (Range range : ranges) {
            if (rune >= range.first && rune <= range.last) {
                return true;
            }
        }
        return false;
    }

    /** The same as equality, which takes Java longer to make than a hook has. */
    boolean is(Runes others) {
        boolean same = ranges.size() == others.ranges.size();
        for (int i = 0; same && i < ranges.size(); i++) {
            same = ranges.get(i).is(others.ranges.get(i));
        }
        return same;
    }

    boolean isAscii() {
        return ranges.isEmpty() || ranges.get(ranges.size() - 1).last < 0x80;
    }
}
