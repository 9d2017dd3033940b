package dev.keyturn.regex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the long runs of one expression over one text came along, and how they ended: two that are in the same state at
 * the same place end alike, so that no part of a text is run over again and again.
 */
public final class Trail {
    static final int STEP_BITS = 7;

    private int[] places = {};
    private int[] states = {};
    private int[] runs = {};
    private int[] ends = new int[16];
    private int count;
    private @Nullable States known;

    /** Starts a run over a text of a length; its state numbers are those of an automaton. */
    void start(States automaton, int length) {
        if (places.length == 0 || known != automaton) {
            int size = (length >> STEP_BITS) + 1;
            places = new int[size];
            states = new int[size];
            runs = new int[size];
            known = automaton;
            count = 0;
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
    }

    /** Whether an earlier run was in the same state at a place; if not, this one is now noted there. */
    boolean meets(int at, int state) {
        int slot = at >> STEP_BITS;
        if (states[slot] == state && places[slot] == at && runs[slot] < count) {
            return true;
        }
        states[slot] = state;
        places[slot] = at;
        runs[slot] = count;
        return false;
    }

    /** The end of the match of the run that was met at a place. */
    int endAt(int at) {
        return ends[runs[at >> STEP_BITS]];
    }

    /** Ends the run. */
    int end(int end) {
        ends[count++] = end;
        return end;
    }
}
