package dev.keyturn.source.git;

import java.util.Arrays;

/**
 * A number for every tree that stands for what was seen below it and at which paths: 0 if that is nothing, and the same
 * for two trees if the same was seen at the same paths. What two trees differ in beside it does not matter to a trace.
 */
final class Signatures {
    private static final byte NEW = 0;
    private static final byte ASKED = 1;
    private static final byte KNOWN = 2;

    private final Links links;
    private final long[] signatures;
    private final byte[] states;
    private int[] open = new int[1 << 8];
    private int height;

    /** @param links of all trees that were read */
    Signatures(Links links) {
        this.links = links;
        this.signatures = new long[links.objects()];
        this.states = new byte[links.objects()];
        if (!links.isEmpty()) {
            for (int tree = 0; tree < signatures.length; tree++) {
                ask(tree);
            }
        }
    }

    /** That of the tree of that number. */
    long of(int tree) {
        return signatures[tree];
    }

    /** Trees that name one another in a circle, as only damage makes them, lead nowhere by that. */
    private void ask(int first) {
        push(first);
        while (height > 0) {
            int tree = open[height - 1];
            if (states[tree] == NEW) {
                states[tree] = ASKED;
                for (int link = 0; link < links.count(tree); link++) {
                    push(links.child(tree, link));
                }
            } else {
                height--;
                if (states[tree] == ASKED) {
                    signatures[tree] = sum(tree);
                    states[tree] = KNOWN;
                }
            }
        }
    }

    private void push(int tree) {
        if (states[tree] == NEW) {
            if (height == open.length) {
                open = Arrays.copyOf(open, 2 * height);
            }
            open[height++] = tree;
        }
    }

    private long sum(int tree) {
        long sum = links.seenIn(tree);
        for (int link = 0; link < links.count(tree); link++) {
            long below = signatures[links.child(tree, link)];
            if (below != 0) {
                sum += mix(links.nameHash(tree, link), below);
            }
        }
        return sum;
    }

    /** Stirs a name and what is under it into one number (the finalizer of SplitMix64, Steele, Lea and Flood 2014). */
    static long mix(int name, long under) {
        long stirred = under + name * 0x9e3779b97f4a7c15L;
        stirred = (stirred ^ stirred >>> 30) * 0xbf58476d1ce4e5b9L;
        stirred = (stirred ^ stirred >>> 27) * 0x94d049bb133111ebL;
        return stirred ^ stirred >>> 31;
    }
}
