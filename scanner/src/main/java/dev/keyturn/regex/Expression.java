package dev.keyturn.regex;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression that runs over bytes in linear time, with the meaning that Go's gives it: the first match, and of those
 * that start there the one that is preferred. What stands around the searched part counts for {@code \b}, {@code ^} and
 * {@code $}. Used by any thread.
 */
public final class Expression {
    /** There is no match. */
    public static final int NONE = -1;

    /** Whether there is a match depends on more of the text. */
    public static final int OPEN = -2;

    private final Node tree;
    private final int groups;
    private final Patience.@Nullable Account account;
    private final Program program;
    private final Dfa anchored;
    private volatile @Nullable Dfa skipping;
    private volatile @Nullable Dfa backwards;

    private Expression(Parser.Parsed parsed, Patience.@Nullable Account account) throws Unsupported {
        this.account = account;
        tree = parsed.tree();
        groups = parsed.groups();
        program = new Program(tree, false, false);
        anchored = new Dfa(program, new Alphabet(program.sets, program.asks()), false, account);
        if (tree.canBeEmpty()) {
            throw new Unsupported("an empty match");
        }
    }

    /**
     * Reads an expression; empty if it has something that this engine lacks, or is not well formed.
     *
     * @param account how long it may take, if that is bounded
     */
    public static Optional<Expression> of(String source, Patience.@Nullable Account account) {
        try {
            return Optional.of(new Expression(Parser.parse(source), account));
        } catch (Unsupported e) {
            return Optional.empty();
        }
    }

    /** The most bytes that a match can have; {@link Integer#MAX_VALUE} if there is no such number. */
    public int longest() {
        return tree.longest();
    }

    /**
     * The end of the match that starts where a span does, {@link #NONE}, or {@link #OPEN} if more than the span decides
     * it.
     */
    public int end(Span span) {
        return anchored.end(span, false);
    }

    /** The same however much of the text decides it. */
    public int longEnd(Span span, Trail trail) {
        return anchored.longEnd(span, trail);
    }

    /** Where the first match in a span stands, or null. */
    public @Nullable Span find(Span span) {
        int end = skipping().end(span, true);
        return end == NONE ? null : span.between(backwards().start(span, end), end);
    }

    /**
     * Where a group of a match stands, or null if it took no part, or the match is too long to tell.
     *
     * @param group its number, or 0 for the first that is not empty, or else the match itself
     */
    public @Nullable Span group(Span match, int group) {
        if (groups == 0) {
            return match;
        }
        int[] notes = Groups.find(program, match, groups);
        if (notes == null) {
            return null;
        }
        int chosen = group > 0 ? group : firstTaken(notes);
        return notes[2 * chosen] < 0 ? null : match.between(notes[2 * chosen], notes[2 * chosen + 1]);
    }

    private static int firstTaken(int[] notes) {
        for (int i = 2; i < notes.length; i += 2) {
            if (notes[i + 1] > notes[i]) {
                return i / 2;
            }
        }
        return 0;
    }

    private Dfa skipping() {
        Dfa made = skipping;
        if (made == null) {
            made = make(false, true);
            skipping = made;
        }
        return made;
    }

    private Dfa backwards() {
        Dfa made = backwards;
        if (made == null) {
            made = make(true, false);
            backwards = made;
        }
        return made;
    }

    private Dfa make(boolean back, boolean skips) {
        try {
            Program made = new Program(tree, back, skips);
            return new Dfa(made, new Alphabet(made.sets, made.asks()), back, account);
        } catch (Unsupported e) {
            throw new IllegalStateException("an expression is as large backwards", e);
        }
    }
}
