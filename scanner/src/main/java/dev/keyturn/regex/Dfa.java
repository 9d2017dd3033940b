package dev.keyturn.regex;

import org.jspecify.annotations.Nullable;

/**
 * A program run over bytes, one look-up a character, in linear time whatever they are. Its states are made when needed;
 * when there are too many it starts to collect them anew.
 */
final class Dfa {
    private final Program program;
    private final Alphabet alphabet;
    private final boolean backwards;
    private final Patience.@Nullable Account account;
    private volatile States states;

    /** @param backwards whether the program takes characters in reverse */
    Dfa(Program program, Alphabet alphabet, boolean backwards, Patience.@Nullable Account account) {
        this.account = account;
        this.program = program;
        this.alphabet = alphabet;
        this.backwards = backwards;
        this.states = new States(program, alphabet, backwards, account);
    }

    /**
     * Where the match ends that starts at the start of a span (or, if the program skips, the first one after it).
     *
     * @param cut whether it counts as decided what is still open at the end of the span
     * @return the offset after the match, {@link Expression#NONE}, or {@link Expression#OPEN}
     */
    int end(Span span, boolean cut) {
        byte[] text = span.text();
        int length = span.length();
        States known = states;
        int state = known.start(kindBefore(text, span.from()));
        int end = Expression.NONE;
        int at = span.from();
        while (true) {
            int step = step(text, at, length);
            int move = known.moves[state * known.width + (step >> Utf8.WIDTH_BITS)];
            if (move == 0) {
                States before = known;
                known = withRoom(before);
                state = known == before ? state : known.adopt(before, state);
                move = known.move(state, step >> Utf8.WIDTH_BITS);
            }
            if (move >= States.ENDS) {
                end = at;
            }
            state = move & ~States.ENDS;
            if (state == States.DEAD || at >= length) {
                return end;
            }
            if (at >= span.to()) {
                return cut ? end : Expression.OPEN;
            }
            at += Utf8.width(step);
        }
    }

    /** The same however long the match may be; a run that meets an earlier one ends as that did. */
    int longEnd(Span span, Trail trail) {
        byte[] text = span.text();
        int length = span.length();
        States known = withRoom(states);
        int state = known.start(kindBefore(text, span.from()));
        int end = Expression.NONE;
        int at = span.from();
        int slot = at >> Trail.STEP_BITS;
        trail.start(known, length);
        while (true) {
            int step = step(text, at, length);
            int move = known.moves[state * known.width + (step >> Utf8.WIDTH_BITS)];
            move = move == 0 ? known.move(state, step >> Utf8.WIDTH_BITS) : move;
            if (move >= States.ENDS) {
                end = at;
            }
            state = move & ~States.ENDS;
            if (state == States.DEAD || at >= length) {
                return trail.end(end);
            }
            at += Utf8.width(step);
            if (at >> Trail.STEP_BITS != slot) {
                slot = at >> Trail.STEP_BITS;
                if (trail.meets(at, state)) {
                    return trail.end(Math.max(end, trail.endAt(at)));
                }
            }
        }
    }

    /** The letter at an offset and its width, packed like a character. */
    private int step(byte[] text, int at, int length) {
        if (at >= length) {
            return alphabet.end() << Utf8.WIDTH_BITS | 1;
        }
        if (text[at] >= 0) {
            return alphabet.ascii[text[at]] << Utf8.WIDTH_BITS | 1;
        }
        int decoded = Utf8.decode(text, at, length);
        return alphabet.letter(Utf8.rune(decoded)) << Utf8.WIDTH_BITS | Utf8.width(decoded);
    }

    /** The earliest start in a span of a match that ends at an offset; for a program that runs backwards. */
    int start(Span span, int end) {
        byte[] text = span.text();
        int length = span.length();
        States known = states;
        int state = known.start(end == length ? Look.NOTHING : Look.kind(Utf8.rune(Utf8.decode(text, end, length))));
        int start = Expression.NONE;
        int at = end;
        while (true) {
            int decoded = at == 0 ? 0 : Utf8.decodeLast(text, 0, at);
            int letter = at == 0 ? alphabet.end() : alphabet.letter(Utf8.rune(decoded));
            int move = known.moves[state * known.width + letter];
            if (move == 0) {
                States before = known;
                known = withRoom(before);
                state = known == before ? state : known.adopt(before, state);
                move = known.move(state, letter);
            }
            if (move >= States.ENDS) {
                start = at;
            }
            state = move & ~States.ENDS;
            at -= Utf8.width(decoded);
            if (state == States.DEAD || at < span.from() || decoded == 0) {
                return start;
            }
        }
    }

    private int kindBefore(byte[] text, int at) {
        if (at == 0) {
            return Look.NOTHING;
        }
        return program.asks() ? Look.kind(Utf8.rune(Utf8.decodeLast(text, 0, at))) : Look.OTHER;
    }

    /** The same states, or the ones that are collected anew if those are too many. */
    private States withRoom(States known) {
        return known.full() ? fresh(known) : known;
    }

    private synchronized States fresh(States full) {
        if (states == full) {
            states = new States(program, alphabet, backwards, account);
        }
        return states;
    }
}
