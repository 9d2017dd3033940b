package dev.keyturn.decode;

import java.util.function.Consumer;

/**
 * Digits that go on in the next string of a program or the next line of a comment, put together to one run, which is
 * then looked at as any text is.
 */
final class Continuation {
    private static final int WIDEST = 60;
    private static final int SHORTEST = 16;

    private final byte[] bytes;
    private final int limit;
    private int at;

    private Continuation(byte[] bytes, int at, int limit) {
        this.bytes = bytes;
        this.at = at;
        this.limit = limit;
    }

    /**
     * Hands over what a run of digits makes together with those that follow it.
     *
     * @return the end of the last of them
     */
    static int decode(Text text, int from, int end, Consumer<Text> out) {
        byte[] bytes = text.bytes();
        int next = next(bytes, end, text.length());
        if (next == end) {
            return end;
        }
        Output joined = new Output();
        int start = from;
        int last = end;
        while (next > last && endOfDigits(bytes, next, text.length()) - next >= SHORTEST) {
            add(bytes, start, last, joined);
            start = next;
            last = endOfDigits(bytes, next, text.length());
            next = next(bytes, last, text.length());
        }
        if (start > from) {
            int rest = next > last ? endOfDigits(bytes, next, text.length()) : last;
            add(bytes, start, last, joined);
            add(bytes, last == rest ? rest : next, rest, joined);
            joined.add('\n');
            out.accept(text.decoded(Encoding.PIECES, from, joined.bytes(), joined.count()));
            return rest;
        }
        return end;
    }

    private static void add(byte[] bytes, int from, int to, Output joined) {
        for (int i = from; i < to; i++) {
            if (Runs.value(bytes[i] & 0xff) >= 0) {
                joined.add(bytes[i]);
            }
        }
    }

    private static int endOfDigits(byte[] bytes, int from, int limit) {
        int end = from;
        while (end < limit && Runs.value(bytes[end] & 0xff) >= 0) {
            end++;
        }
        return end;
    }

    /** Where the digits go on that end at an offset; the same offset if they do not. */
    static int next(byte[] bytes, int end, int limit) {
        Continuation gap = new Continuation(bytes, end, Math.min(limit, end + WIDEST));
        return gap.pass() && gap.at < gap.limit && Runs.value(bytes[gap.at] & 0xff) >= 0 ? gap.at : end;
    }

    /** Where digits may end that go on at an offset, or -1; there may be none. */
    static int previous(byte[] bytes, int floor, int start) {
        if (start <= floor + SHORTEST) {
            return -1;
        }
        byte before = bytes[start - 1];
        boolean string = isQuote(before);
        int at = string ? start - 1 : start;
        while (at > floor && start - at < WIDEST && isGlue(bytes, at - 1, string)) {
            at--;
        }
        boolean marked = string ? isQuote(bytes[at]) && at < start - 1 : at < start && isLineEnd(bytes[at]);
        return marked && isRun(bytes, Math.max(floor, at - SHORTEST), at) ? at : -1;
    }

    private static boolean isRun(byte[] bytes, int from, int to) {
        int at = to - 1;
        while (at >= from && Runs.value(bytes[at] & 0xff) >= 0) {
            at--;
        }
        return at < from && to - from == SHORTEST;
    }

    private static boolean isGlue(byte[] bytes, int at, boolean string) {
        byte here = bytes[at];
        if (here == ' ' || here == '\t' || isLineEnd(here)) {
            return true;
        }
        boolean prefix = Character.isLetter(here) && isQuote(bytes[at + 1]);
        return string ? isQuote(here) || isOperator(here) || prefix : isComment(here);
    }

    private static boolean isLineEnd(byte character) {
        return character == '\n' || character == '\r';
    }

    /** Between strings a sign may stand and a line may end; between lines of a comment stands what marks it as one. */
    private boolean pass() {
        boolean string = passOne(isQuoteAt(at));
        passBlanks();
        boolean sign = string && passOne(at < limit && isOperator(bytes[at]));
        passBlanks();
        boolean line = passLineEnd();
        passBlanks();
        if (!string) {
            return line && passComment();
        }
        if (!sign) {
            passOne(at < limit && isOperator(bytes[at]));
            passBlanks();
        }
        passOne(at + 1 < limit && Character.isLetter(bytes[at]) && isQuoteAt(at + 1));
        return passOne(isQuoteAt(at));
    }

    private boolean passOne(boolean there) {
        at += there ? 1 : 0;
        return there;
    }

    private boolean passLineEnd() {
        int from = at;
        passOne(at < limit && bytes[at] == '\r');
        passOne(at < limit && bytes[at] == '\n');
        return at > from;
    }

    private boolean passComment() {
        int from = at;
        while (at < limit && at - from < 3 && isComment(bytes[at])) {
            at++;
        }
        boolean marked = at > from;
        passBlanks();
        return marked;
    }

    private void passBlanks() {
        while (at < limit && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
    }

    private boolean isQuoteAt(int offset) {
        return offset < limit && isQuote(bytes[offset]);
    }

    private static boolean isQuote(byte character) {
        return character == '"' || character == '\'' || character == '`';
    }

    private static boolean isOperator(byte character) {
        return character == '+' || character == '.' || character == '&' || character == '|' || character == ',';
    }

    private static boolean isComment(byte character) {
        return character == '#'
                || character == '*'
                || character == '>'
                || character == ';'
                || character == '/'
                || character == '-';
    }
}
