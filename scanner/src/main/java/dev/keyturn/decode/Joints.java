package dev.keyturn.decode;

import java.util.List;
import java.util.function.Consumer;

/** Strings of a program that are added to one another, each of them without a space: put together as they will be. */
public final class Joints {
    /** Where one string ends and another is added to it. */
    public static final List<String> TRIGGERS = List.of(
            "\" +",
            "' +",
            "+ \"",
            "+ '",
            "\"+\"",
            "'+'",
            "\"+\n",
            "'+\n",
            "\" . \"",
            "' . '",
            "\".\"",
            "'.'",
            "\" .. \"",
            "' || '",
            "\" & \"",
            "\" \"");

    private static final int SHORTEST = 20;
    private static final int CONTEXT = 64;
    private static final int WIDEST = 80;

    private final byte[] bytes;
    private final int length;

    private Joints(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /**
     * Hands over what the strings around a trigger make together.
     *
     * @param done up to where earlier calls have covered the text
     * @return up to where it is covered now
     */
    public static int decode(Text text, int trigger, int done, Consumer<Text> out) {
        if (trigger < done) {
            return done;
        }
        Joints joints = new Joints(text.bytes(), text.length());
        int quote = joints.quoteAt(trigger);
        int next = quote < 0 ? -1 : joints.behind(quote);
        return next < 0 ? done : joints.join(text, quote, next, out);
    }

    private int join(Text text, int quote, int next, Consumer<Text> out) {
        int from = quote;
        while (from > 0 && isPart(bytes[from - 1]) && quote - from < CONTEXT * 4) {
            from--;
        }
        Output joined = new Output();
        int context = startOfContext(from);
        copy(context, quote, joined);
        int parts = quote - from;
        int at = next;
        int end = at;
        while (at >= 0) {
            end = endOfPart(at);
            copy(at, end, joined);
            parts += end - at;
            at = behind(end);
        }
        if (parts >= SHORTEST) {
            joined.add('"');
            out.accept(text.decoded(Encoding.PIECES, context, joined.bytes(), joined.count()));
        }
        return end;
    }

    private int startOfContext(int from) {
        int start = from;
        while (start > 0 && from - start < CONTEXT && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private void copy(int from, int to, Output target) {
        for (int i = from; i < to; i++) {
            target.add(bytes[i]);
        }
    }

    private int endOfPart(int from) {
        int end = from;
        while (end < length && isPart(bytes[end])) {
            end++;
        }
        return end;
    }

    /** The quote that ends the string before a trigger, or -1. */
    private int quoteAt(int trigger) {
        int at = trigger;
        while (at > 0 && trigger - at < WIDEST && (bytes[at] == '+' || isBlank(bytes[at]))) {
            at--;
        }
        return isQuote(bytes[at]) && at > 0 && isPart(bytes[at - 1]) ? at : -1;
    }

    /** Where the string starts that is added to the one that ends at a quote; -1 if none is. */
    private int behind(int quote) {
        if (quote >= length || !isQuote(bytes[quote])) {
            return -1;
        }
        int at = quote + 1;
        int latest = Math.min(length, quote + WIDEST);
        while (at < latest && (isBlank(bytes[at]) || isOperator(bytes[at]))) {
            at++;
        }
        boolean string = at + 1 < length && at > quote + 1 && bytes[at] == bytes[quote];
        return string && isPart(bytes[at + 1]) ? at + 1 : -1;
    }

    private static boolean isOperator(byte character) {
        return character == '+' || character == '.' || character == '&' || character == '|';
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    private static boolean isQuote(byte character) {
        return character == '"' || character == '\'';
    }

    private static boolean isPart(byte character) {
        return character > ' ' && character < 0x7f && !isQuote(character);
    }
}
