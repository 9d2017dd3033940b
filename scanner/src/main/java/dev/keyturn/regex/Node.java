package dev.keyturn.regex;

import java.util.List;

/** The tree of an expression. */
interface Node {
    /** The most bytes that a match can have; {@link Integer#MAX_VALUE} if there is no such number. */
    int longest();

    /** Whether it can match nothing. */
    boolean canBeEmpty();

    /** One character of a set. */
    record One(Runes runes) implements Node {
        @Override
        public int longest() {
            return runes.isAscii() ? 1 : 4;
        }

        @Override
        public boolean canBeEmpty() {
            return false;
        }
    }

    /** Something about the place that takes no characters, as {@link Look} names it. */
    record Place(int look) implements Node {
        @Override
        public int longest() {
            return 0;
        }

        @Override
        public boolean canBeEmpty() {
            return true;
        }
    }

    /** One after the other; none is the empty expression. */
    record Sequence(List<Node> parts) implements Node {
        @Override
        public int longest() {
            long sum = 0;
            for (Node part : parts) {
                sum += part.longest();
            }
            return (int) Math.min(Integer.MAX_VALUE, sum);
        }

        @Override
        public boolean canBeEmpty() {
            return parts.stream().allMatch(Node::canBeEmpty);
        }
    }

    /** The first that fits. */
    record Choice(List<Node> parts) implements Node {
        @Override
        public int longest() {
            return parts.stream().mapToInt(Node::longest).max().orElse(0);
        }

        @Override
        public boolean canBeEmpty() {
            return parts.stream().anyMatch(Node::canBeEmpty);
        }
    }

    /** Again and again; {@code most} below 0 is without end. */
    record Repeat(Node part, int least, int most, boolean greedy) implements Node {
        @Override
        public int longest() {
            return most < 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, (long) most * part.longest());
        }

        @Override
        public boolean canBeEmpty() {
            return least == 0 || part.canBeEmpty();
        }
    }

    /** What is between brackets whose place is kept. */
    record Group(Node part, int number) implements Node {
        @Override
        public int longest() {
            return part.longest();
        }

        @Override
        public boolean canBeEmpty() {
            return part.canBeEmpty();
        }
    }
}
