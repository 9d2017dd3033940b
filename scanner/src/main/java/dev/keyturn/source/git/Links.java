package dev.keyturn.source.git;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which trees name which, and what was seen in each, by the numbers of the store: eight bytes for each tree in a tree. */
final class Links {
    private static final int BLOCK_BITS = 16;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int NONE = -1;

    private final int[] starts;
    private final Map<Integer, Long> seen = new ConcurrentHashMap<>();
    private final List<int[]> blocks = new ArrayList<>();

    /** @param objects how many there are in the store */
    Links(int objects) {
        starts = new int[objects];
        Arrays.fill(starts, NONE);
    }

    /** One thread's way to write links. */
    Writer writer() {
        return new Writer();
    }

    private synchronized int add(int[] block) {
        if (blocks.size() == 1 << 31 - BLOCK_BITS) {
            throw new IllegalStateException("more trees than can be told apart");
        }
        blocks.add(block);
        return blocks.size() - 1;
    }

    /** Collects what one tree names, and keeps it. */
    final class Writer {
        private int[] links = new int[64];
        private int count;
        private long sum;
        private int[] block = {};
        private int number;
        private int used;

        /** Notes a tree in the tree. */
        void tree(int child, int nameHash) {
            if (count + 2 > links.length) {
                links = Arrays.copyOf(links, 2 * links.length);
            }
            links[count++] = child;
            links[count++] = nameHash;
        }

        /** Notes that something was seen in a file of the tree, or below another tree of which only the signature is known. */
        void seen(int nameHash, long id) {
            sum += Signatures.mix(nameHash, id);
        }

        /**
         * Keeps what was noted, for a tree.
         *
         * @param named whether something was seen in the names of the tree itself
         */
        void keep(int tree, boolean named) {
            if (sum != 0 || named) {
                seen.put(tree, named ? sum + Signatures.mix(0, tree + 1L) : sum);
            }
            if (count > 0) {
                if (block.length - used < count + 1) {
                    block = new int[Math.max(BLOCK, count + 1)];
                    number = add(block);
                    used = 0;
                }
                starts[tree] = number << BLOCK_BITS | used;
                block[used++] = count;
                System.arraycopy(links, 0, block, used, count);
                used += count;
            }
            count = 0;
            sum = 0;
        }
    }

    /** How many links a tree has, each a pair of numbers. */
    int count(int tree) {
        return starts[tree] == NONE ? 0 : block(tree)[starts[tree] & BLOCK - 1] / 2;
    }

    /** The tree that a link of a tree leads to. */
    int child(int tree, int link) {
        return block(tree)[(starts[tree] & BLOCK - 1) + 1 + 2 * link];
    }

    /** The name that a link has, as a number. */
    int nameHash(int tree, int link) {
        return block(tree)[(starts[tree] & BLOCK - 1) + 2 + 2 * link];
    }

    private int[] block(int tree) {
        return blocks.get(starts[tree] >>> BLOCK_BITS);
    }

    /** A sum over what was seen in the tree itself; 0 if that is nothing. */
    long seenIn(int tree) {
        return seen.getOrDefault(tree, 0L);
    }

    /** Whether nothing was seen in any tree. */
    boolean isEmpty() {
        return seen.isEmpty();
    }

    int objects() {
        return starts.length;
    }
}
