package dev.keyturn.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An expression as instructions: take a character of a set, go on in two places of which the first is preferred, ask
 * about the place, note the place, end. Backwards it takes the characters in reverse.
 */
final class Program {
    static final int TAKE = 0;
    static final int SPLIT = 1;
    static final int ASK = 2;
    static final int NOTE = 3;
    static final int END = 4;

    private static final int MOST = 20_000;

    /** Kind of each instruction. */
    int[] kinds = new int[64];

    /** The set, the less preferred place, the look or the number of the note. */
    int[] arguments = new int[64];

    /** Where to go on. */
    int[] next = new int[64];

    /** Where to start. */
    final int start;

    final List<Runes> sets = new ArrayList<>();
    private final boolean backwards;
    private int size;
    private boolean asks;

    /** @param unanchored whether it may skip any characters first, the fewer the better */
    Program(Node tree, boolean backwards, boolean unanchored) throws Unsupported {
        this.backwards = backwards;
        int end = add(END, 0, 0);
        int first = compile(tree, end);
        start = unanchored ? skipping(first) : first;
    }

    int size() {
        return size;
    }

    /** Whether it asks about places. */
    boolean asks() {
        return asks;
    }

    private int skipping(int first) throws Unsupported {
        int split = add(SPLIT, 0, first);
        int skip = add(TAKE, set(Runes.ANY), split);
        arguments[split] = skip;
        return split;
    }

    /** The instruction with which a part starts that goes on at another. */
    private int compile(Node node, int then) throws Unsupported {
        if (node instanceof Node.One one) {
            return add(TAKE, set(one.runes()), then);
        }
        if (node instanceof Node.Place place) {
            asks = true;
            return add(ASK, place.look(), then);
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence(sequence.parts(), then);
        }
        if (node instanceof Node.Choice choice) {
            return choice(choice.parts(), then);
        }
        if (node instanceof Node.Group group) {
            return group(group, then);
        }
        return repeat((Node.Repeat) node, then);
    }

    private int sequence(List<Node> parts, int then) throws Unsupported {
        int at = then;
        for (int i = 0; i < parts.size(); i++) {
            at = compile(parts.get(backwards ? i : parts.size() - 1 - i), at);
        }
        return at;
    }

    private int choice(List<Node> parts, int then) throws Unsupported {
        int at = compile(parts.get(parts.size() - 1), then);
        for (int i = parts.size() - 2; i >= 0; i--) {
            at = add(SPLIT, at, compile(parts.get(i), then));
        }
        return at;
    }

    private int group(Node.Group group, int then) throws Unsupported {
        if (backwards) {
            return compile(group.part(), then);
        }
        int close = add(NOTE, 2 * group.number() + 1, then);
        return add(NOTE, 2 * group.number(), compile(group.part(), close));
    }

    private int repeat(Node.Repeat repeat, int then) throws Unsupported {
        int at = then;
        if (repeat.most() < 0) {
            at = loop(repeat, then);
        } else {
            for (int i = repeat.least(); i < repeat.most(); i++) {
                at = split(repeat.greedy(), compile(repeat.part(), at), then);
            }
        }
        int copies = repeat.most() < 0 ? Math.max(0, repeat.least() - 1) : repeat.least();
        for (int i = 0; i < copies; i++) {
            at = compile(repeat.part(), at);
        }
        return at;
    }

    /**
     * The part without end: once and more if it must stand there or can be empty, so that an empty turn leaves the loop
     * as Go's does.
     */
    private int loop(Node.Repeat repeat, int then) throws Unsupported {
        int split = add(SPLIT, 0, 0);
        int body = compile(repeat.part(), split);
        wire(split, repeat.greedy(), body, then);
        if (repeat.least() > 0) {
            return body;
        }
        return repeat.part().canBeEmpty() ? split(repeat.greedy(), body, then) : split;
    }

    private int split(boolean greedy, int body, int then) throws Unsupported {
        int split = add(SPLIT, 0, 0);
        wire(split, greedy, body, then);
        return split;
    }

    private void wire(int split, boolean greedy, int body, int then) {
        next[split] = greedy ? body : then;
        arguments[split] = greedy ? then : body;
    }

    private int set(Runes runes) {
        for (int known = 0; known < sets.size(); known++) {
            if (sets.get(known).is(runes)) {
                return known;
            }
        }
        sets.add(runes);
        return sets.size() - 1;
    }

    private int add(int kind, int argument, int then) throws Unsupported {
        if (size == MOST) {
            throw new Unsupported("too large");
        }
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * size);
            arguments = Arrays.copyOf(arguments, 2 * size);
            next = Arrays.copyOf(next, 2 * size);
        }
        kinds[size] = kind;
        arguments[size] = argument;
        next[size] = then;
        return size++;
    }
}
