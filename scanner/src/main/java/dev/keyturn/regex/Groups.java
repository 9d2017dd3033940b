package dev.keyturn.regex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the groups of a match whose place is known: tries what is preferred first, and nothing twice. */
final class Groups {
    private static final long MOST_BITS = 1 << 23;

    private final Program program;
    private final byte[] text;
    private final int start;
    private final int end;
    private final int length;
    private final long[] tried;
    private final int[] notes;

    private Groups(Program program, Span match, int count) {
        this.program = program;
        text = match.text();
        start = match.from();
        end = match.to();
        length = match.length();
        tried = new long[(int) ((long) program.size() * (end - start + 1) >> 6) + 1];
        notes = new int[2 * count + 2];
        Arrays.fill(notes, -1);
        notes[0] = start;
        notes[1] = end;
    }

    /**
     * Offsets of start and end of the match and of each group, -1 for one that took no part; null if the match is too
     * long for that.
     *
     * @param count how many groups there are
     */
    static int @Nullable [] find(Program program, Span match, int count) {
        if ((long) program.size() * (match.to() - match.from() + 1) > MOST_BITS) {
            return null;
        }
        Groups groups = new Groups(program, match, count);
        return groups.run() ? groups.notes : null;
    }

    /** Two ints for each thing to do: an instruction and its offset, or a note to take back (below 0) and its value. */
    private boolean run() {
        int[] stack = new int[64];
        int top = 0;
        stack[top++] = program.start;
        stack[top++] = start;
        while (top > 0) {
            int at = stack[--top];
            int pc = stack[--top];
            if (pc < 0) {
                notes[~pc] = at;
            } else if (first(pc, at)) {
                if (top + 4 > stack.length) {
                    stack = Arrays.copyOf(stack, 2 * stack.length);
                }
                if (program.kinds[pc] == Program.END && at == end) {
                    return true;
                }
                top = step(pc, at, stack, top);
            }
        }
        return false;
    }

    private int step(int pc, int at, int[] stack, int size) {
        int argument = program.arguments[pc];
        int next = program.next[pc];
        switch (program.kinds[pc]) {
            case Program.TAKE -> {
                int decoded = at < end ? Utf8.decode(text, at, length) : 0;
                if (decoded != 0 && program.sets.get(argument).has(Utf8.rune(decoded))) {
                    return push(stack, size, next, at + Utf8.width(decoded));
                }
            }
            case Program.SPLIT -> {
                return push(stack, push(stack, size, argument, at), next, at);
            }
            case Program.ASK -> {
                if ((looks(at) & argument) != 0) {
                    return push(stack, size, next, at);
                }
            }
            case Program.NOTE -> {
                int top = push(stack, size, ~argument, notes[argument]);
                notes[argument] = at;
                return push(stack, top, next, at);
            }
            default -> {}
        }
        return size;
    }

    private static int push(int[] stack, int top, int pc, int at) {
        stack[top] = pc;
        stack[top + 1] = at;
        return top + 2;
    }

    private boolean first(int pc, int at) {
        if (at > end) {
            return false;
        }
        long bit = (long) pc * (end - start + 1) + at - start;
        int word = (int) (bit >> 6);
        boolean before = (tried[word] >> bit & 1) != 0;
        tried[word] |= 1L << bit;
        return !before;
    }

    private int looks(int at) {
        int left = at == 0 ? Look.NOTHING : Look.kind(Utf8.rune(Utf8.decodeLast(text, 0, at)));
        int right = at == length ? Look.NOTHING : Look.kind(Utf8.rune(Utf8.decode(text, at, length)));
        return Look.between(left, right);
    }
}
