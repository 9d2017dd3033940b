package dev.keyturn.rule;

import java.util.BitSet;
import java.util.List;

/** A regular expression as a tree, as far as it decides which characters can follow each other. */
sealed interface Syntax {
    /** In {@link Chars}: any character beyond ASCII. */
    int BEYOND = 128;

    /** One character of a set of ASCII characters, and {@link #BEYOND}. */
    record Chars(BitSet set) implements Syntax {
        static Chars of(int character) {
            BitSet set = new BitSet(BEYOND + 1);
            set.set(Math.min(character, BEYOND));
            return new Chars(set);
        }

        static Chars range(int from, int to) {
            BitSet set = new BitSet(BEYOND + 1);
            set.set(Math.min(from, BEYOND), Math.min(to, BEYOND) + 1);
            return new Chars(set);
        }

        Chars or(Chars other) {
            BitSet both = (BitSet) set.clone();
            both.or(other.set);
            return new Chars(both);
        }

        Chars negated() {
            BitSet rest = (BitSet) set.clone();
            rest.clear(BEYOND);
            rest.flip(0, BEYOND + 1);
            return new Chars(rest);
        }

        Chars withoutLineEnd() {
            BitSet rest = (BitSet) set.clone();
            rest.clear('\n');
            return new Chars(rest);
        }

        Chars inBothCases() {
            BitSet both = (BitSet) set.clone();
            for (int lower = 'a'; lower <= 'z'; lower++) {
                int upper = lower - 'a' + 'A';
                boolean either = set.get(lower) || set.get(upper);
                both.set(lower, either);
                both.set(upper, either);
            }
            return new Chars(both);
        }
    }

    /** One after the other. */
    record Chain(List<Syntax> parts) implements Syntax {}

    /** One of several. */
    record Choice(List<Syntax> branches) implements Syntax {}

    /** The same again; {@code most} is -1 for no limit. */
    record Repeat(Syntax part, int least, int most) implements Syntax {}

    /** A condition on a place, which takes no character. */
    record Edge() implements Syntax {}

    /** Whether it can stand for nothing at all. */
    default boolean canBeEmpty() {
        if (this instanceof Chain chain) {
            return chain.parts.stream().allMatch(Syntax::canBeEmpty);
        }
        if (this instanceof Choice choice) {
            return choice.branches.stream().anyMatch(Syntax::canBeEmpty);
        }
        if (this instanceof Repeat repeat) {
            return repeat.least == 0 || repeat.part.canBeEmpty();
        }
        return this instanceof Edge;
    }

    /** Whether what it stands for can hold a line feed. */
    default boolean canBreakLine() {
        if (this instanceof Chain chain) {
            return chain.parts.stream().anyMatch(Syntax::canBreakLine);
        }
        if (this instanceof Choice choice) {
            return choice.branches.stream().anyMatch(Syntax::canBreakLine);
        }
        if (this instanceof Repeat repeat) {
            return repeat.part.canBreakLine();
        }
        return this instanceof Chars chars && chars.set.get('\n');
    }
}
