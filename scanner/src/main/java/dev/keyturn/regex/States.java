package dev.keyturn.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states of an automaton that were needed so far. A state is where in the program one could be, the preferred first,
 * and the kind of character before; a move is known when a text has first asked for it. Read by any thread without a
 * lock: a number that is not there yet reads as 0, and {@link #move} asks for it under the lock.
 */
final class States {
    static final int DEAD = 1;

    /** Set in a move if the expression ends before its letter. */
    static final int ENDS = 1 << 30;

    private static final int MOST_CELLS = 1 << 17;

    /** For each state and letter the state after it, counted from 1. */
    volatile int[] moves;

    final int width;

    private final Program program;
    private final Alphabet alphabet;
    private final boolean backwards;
    private final Patience.@Nullable Account account;
    private final Map<State, Integer> numbers = new HashMap<>();
    private State[] states = new State[16];
    private int count = 1;
    private final int[] seen;
    private final int[] taken;
    private final int[] stack;
    private int turn;

    private record State(int beside, int[] places) {
        @Override
        public boolean equals(Object other) {
            return other instanceof State that && beside == that.beside && Arrays.equals(places, that.places);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(places) + beside;
        }
    }

    /** @param backwards whether it runs against the text, where the longest match counts and not the preferred one */
    States(Program program, Alphabet alphabet, boolean backwards, Patience.@Nullable Account account) {
        this.account = account;
        this.program = program;
        this.alphabet = alphabet;
        this.backwards = backwards;
        this.width = alphabet.end() + 1;
        this.moves = new int[16 * width];
        seen = new int[program.size()];
        taken = new int[program.size()];
        stack = new int[2 * program.size() + 2];
        number(new State(Look.OTHER, new int[0]));
        Arrays.fill(moves, DEAD * width, (DEAD + 1) * width, DEAD);
    }

    /** Whether no more states should be made. */
    boolean full() {
        return count * width > MOST_CELLS;
    }

    /** The state to start in behind a neighbour of a kind. */
    synchronized int start(int beside) {
        return number(new State(program.asks() ? beside : Look.OTHER, new int[] {program.start}));
    }

    /** The state of another automaton of the same program. */
    synchronized int adopt(States other, int state) {
        return number(other.states[state]);
    }

    /** The move from a state at a letter, with {@link #ENDS}. */
    synchronized int move(int state, int letter) {
        if (account != null) {
            account.check();
        }
        State from = states[state];
        int other = alphabet.kind(letter);
        int looks = backwards ? Look.between(other, from.beside) : Look.between(from.beside, other);
        int[] places = new int[program.size()];
        int size = 0;
        int ends = 0;
        turn++;
        for (int i = 0; i < from.places.length && (ends == 0 || backwards); i++) {
            int top = 0;
            stack[top++] = from.places[i];
            while (top > 0) {
                int at = stack[--top];
                if (seen[at] != turn) {
                    seen[at] = turn;
                    switch (program.kinds[at]) {
                        case Program.TAKE -> {
                            int then = program.next[at];
                            if (alphabet.has(letter, program.arguments[at]) && taken[then] != turn) {
                                taken[then] = turn;
                                places[size++] = then;
                            }
                        }
                        case Program.SPLIT -> {
                            stack[top++] = program.arguments[at];
                            stack[top++] = program.next[at];
                        }
                        case Program.ASK -> {
                            if ((looks & program.arguments[at]) != 0) {
                                stack[top++] = program.next[at];
                            }
                        }
                        case Program.NOTE -> stack[top++] = program.next[at];
                        default -> {
                            ends = ENDS;
                            top = backwards ? top : 0;
                        }
                    }
                }
            }
        }
        int beside = program.asks() ? other : Look.OTHER;
        int move = ends | (size == 0 ? DEAD : number(new State(beside, Arrays.copyOf(places, size))));
        moves[state * width + letter] = move;
        return move;
    }

    private int number(State state) {
        Integer known = numbers.get(state);
        if (known != null) {
            return known;
        }
        if (count == states.length) {
            states = Arrays.copyOf(states, 2 * count);
        }
        if ((count + 1) * width > moves.length) {
            moves = Arrays.copyOf(moves, 2 * moves.length);
        }
        states[count] = state;
        numbers.put(state, count);
        return count++;
    }
}
