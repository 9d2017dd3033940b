package dev.keyturn.source.git;

import dev.keyturn.pack.Stretches;
import dev.keyturn.source.Look;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Sink;
import java.util.function.Supplier;

/** The names in a tree as pieces: entries that follow one another make one piece, a line each. For one thread. */
final class TreeNames {
    private final Sink sink;
    private byte[] lines = new byte[1 << 10];
    private int length;
    private int first;
    private int last;
    private Look look = Look.SETTLED;

    TreeNames(Sink sink) {
        this.sink = sink;
    }

    /** Begins with another tree. */
    void begin() {
        look = Look.SETTLED;
        length = 0;
    }

    /**
     * Adds the name of an entry.
     *
     * @param number the entry's in its tree, counted from 1
     */
    void add(RawTree entry, int number, Supplier<String> tree) {
        if (length > 0 && number != last + 1) {
            handOver(tree);
        }
        if (length == 0) {
            first = number;
        }
        last = number;
        if (lines.length < length + entry.nameLength() + 1) {
            lines = java.util.Arrays.copyOf(lines, 2 * (length + entry.nameLength() + 1));
        }
        length = entry.copyName(lines, length);
    }

    /** Ends the tree; returns what its names came to. */
    Look end(Supplier<String> tree) {
        if (length > 0) {
            handOver(tree);
        }
        return look;
    }

    private void handOver(Supplier<String> tree) {
        look = look.and(sink.piece(
                new Piece(tree, null, lines, length, first, Stretches.whole(length), new Stretches(), true)));
        length = 0;
    }

    /** Hands over all names of a tree. */
    static void all(byte[] raw, Supplier<String> tree, Sink sink) {
        TreeNames names = new TreeNames(sink);
        RawTree entries = new RawTree(raw);
        int number = 0;
        while (entries.next()) {
            names.add(entries, ++number, tree);
        }
        names.end(tree);
    }
}
