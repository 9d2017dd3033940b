package dev.keyturn.decode;

import dev.keyturn.pack.Stretches;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Runs of base64 (either alphabet, also wrapped into lines) and of hexadecimal digits. A run is found by looking at
 * every 24th byte only, so that text without one costs next to nothing.
 */
public final class Runs {
    private static final int SHORTEST = 24;
    private static final int SHORTEST_HEX = 40;
    private static final int SHORTEST_BASE32 = 40;
    private static final int SAMPLE = 16;
    private static final int LONGEST_IN_PHASE = 400;
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
        VALUES['-'] = 62;
        VALUES['_'] = 63;
    }

    private Runs() {}

    /** What a character stands for in base64 of either alphabet, or -1. */
    static int value(int character) {
        return character < 0 ? -1 : VALUES[character];
    }

    /**
     * Hands over what each run stands for that touches or adjoins one of the stretches, or could have been joined to one
     * that does: from its own start to its own end.
     */
    public static void decode(Text text, Stretches stretches, Consumer<Text> out) {
        int done = 0;
        for (int i = 0; i < stretches.count(); i++) {
            int to = endOfChain(text.bytes(), Math.max(done, stretches.to(i)), text.length());
            if (to > done) {
                done = decode(text, startOfChain(text.bytes(), done, stretches.from(i)), to, out);
            }
        }
    }

    /** Hands over the runs that start in {@code [start, to]}; returns up to where the text is covered. */
    private static int decode(Text text, int start, int to, Consumer<Text> out) {
        byte[] bytes = text.bytes();
        int from = start;
        int joined = start;
        while (from <= to && from + SHORTEST <= text.length()) {
            int stranger = lastStranger(bytes, from, from + SHORTEST);
            if (stranger >= 0) {
                from = stranger + 1;
            } else {
                int end = endOfRun(bytes, from + SHORTEST, text.length());
                decodeRun(text, from, end, out);
                joined = from < joined ? joined : Continuation.decode(text, from, end, out);
                from = end;
            }
        }
        return Math.max(from, to);
    }

    /** Back over digits, and over line ends between them, to where the first run that can hold an offset starts. */
    private static int startOfChain(byte[] bytes, int floor, int offset) {
        int start = Math.max(floor, offset);
        int previous = start;
        while (previous >= floor) {
            start = previous;
            while (start > floor && VALUES[bytes[start - 1] & 0xff] >= 0) {
                start--;
            }
            int line = endOfPreviousLine(bytes, floor, start);
            previous = line < 0 ? Continuation.previous(bytes, floor, start) : line;
        }
        return start;
    }

    /** The end of the digits that end the line before, or -1 if there are none. */
    private static int endOfPreviousLine(byte[] bytes, int floor, int start) {
        int end = start;
        while (end > floor + 1 && bytes[end - 1] == '\\') {
            end--;
            if (bytes[end - 1] == 'r' && end > floor + 1 && bytes[end - 2] == '\\') {
                end--;
            }
        }
        while (end > floor && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        if (end > floor && bytes[end - 1] == '\n') {
            end--;
        }
        if (end > floor && bytes[end - 1] == '\r') {
            end--;
        }
        return end > floor && end < start && VALUES[bytes[end - 1] & 0xff] >= 0 ? end : -1;
    }

    /** On over digits, and over line ends between them. */
    private static int endOfChain(byte[] bytes, int offset, int length) {
        int next = skipBlank(bytes, offset, length);
        int end;
        do {
            end = endOfDigits(bytes, next, length);
            int line = startOfNextLine(bytes, end, length);
            next = line > end ? line : Continuation.next(bytes, end, length);
        } while (next > end && next < length);
        return end;
    }

    /**
     * Hands over what stands for the bytes from an offset on, where a group of four characters starts: something glued
     * to the front of a run has the rest of it read in the wrong phase otherwise.
     */
    public static void decodeInPhase(Text text, int offset, Consumer<Text> out) {
        int limit = Math.min(text.length(), offset + LONGEST_IN_PHASE);
        base64(text, offset, endOfRun(text.bytes(), offset, limit), out);
    }

    private static int lastStranger(byte[] bytes, int from, int to) {
        int i = to - 1;
        while (i >= from && VALUES[bytes[i] & 0xff] >= 0) {
            i--;
        }
        return i >= from ? i : -1;
    }

    /** The end of a run, which goes on in the next line if that starts with enough of it. */
    private static int endOfRun(byte[] bytes, int from, int limit) {
        int end = endOfDigits(bytes, from, limit);
        int next = startOfNextLine(bytes, end, limit);
        while (next > end) {
            int nextEnd = endOfDigits(bytes, next, limit);
            if (nextEnd - next < 4 && bytes[end] != '\\') {
                return end;
            }
            end = nextEnd;
            next = startOfNextLine(bytes, end, limit);
        }
        return end;
    }

    private static int endOfDigits(byte[] bytes, int from, int limit) {
        int end = from;
        while (end < limit && VALUES[bytes[end] & 0xff] >= 0) {
            end++;
        }
        return end;
    }

    private static int startOfNextLine(byte[] bytes, int end, int limit) {
        int next = end;
        if (next < limit && bytes[next] == '\r') {
            next++;
        }
        if (next < limit && bytes[next] == '\n') {
            return skipBlank(bytes, next + 1, limit);
        }
        if (next > end) {
            return next;
        }
        return behindEscape(bytes, end, limit);
    }

    /** Inside a string of JSON a line end is written as an escape, and a slash may be. */
    private static int behindEscape(byte[] bytes, int end, int limit) {
        int next = end;
        while (next + 1 < limit && bytes[next] == '\\' && (bytes[next + 1] == 'n' || bytes[next + 1] == 'r')) {
            next += 2;
        }
        return next == end && next + 1 < limit && bytes[next] == '\\' && bytes[next + 1] == '/' ? next + 1 : next;
    }

    private static int skipBlank(byte[] bytes, int from, int limit) {
        int at = from;
        while (at < limit && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static void decodeRun(Text text, int from, int end, Consumer<Text> out) {
        byte[] bytes = text.bytes();
        int digits = bytes[from] == '0' && (bytes[from + 1] | 0x20) == 'x' ? from + 2 : from;
        if (end - digits >= SHORTEST_HEX && isHex(bytes, digits, end)) {
            hex(text, digits, end, out);
        } else if (mixesCase(bytes, from, end)) {
            base64(text, from, end, out);
            if (bytes[from] == '+') {
                base64(text, from + 1, end, out);
            }
            for (int phase = 1; phase < 4 && !endsAsText(bytes, from, end); phase++) {
                if (endsAsText(bytes, from + phase, end)) {
                    base64(text, from + phase, end, out);
                }
            }
        } else if (end - from >= SHORTEST_BASE32) {
            base32(text, from, end, out);
        }
    }

    /** Whether the last whole groups of a run stand for text, if groups start at an offset. */
    private static boolean endsAsText(byte[] bytes, int from, int end) {
        int at = Math.max(from, end - SAMPLE - (end - SAMPLE - from & 3));
        int bits = 0;
        for (int i = at; i < at + SAMPLE && i < end; i++) {
            bits = bits << 6 | Math.max(0, VALUES[bytes[i] & 0xff]);
            if ((i - at & 3) == 3 && !(isText(bits >> 16) && isText(bits >> 8) && isText(bits))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(int character) {
        int low = character & 0xff;
        return low >= ' ' && low < 0x7f || low == '\n' || low == '\t' || low == '\r';
    }

    /** Letters of one case and the digits 2 to 7, from the start of the run on. */
    private static void base32(Text text, int from, int end, Consumer<Text> out) {
        Output plain = new Output();
        long bits = 0;
        int held = 0;
        for (int i = from; i < end; i++) {
            int character = text.bytes()[i];
            int value = Character.isLetter(character)
                    ? (character & 0x1f) - 1
                    : character >= '2' && character <= '7' ? character - '2' + 26 : -1;
            if (value < 0 && character > ' ') {
                return;
            }
            bits = value < 0 ? bits : bits << 5 | value;
            held += value < 0 ? 0 : 5;
            if (held >= 8) {
                held -= 8;
                plain.add((int) (bits >> held));
            }
        }
        Packed.open(text.decoded(Encoding.BASE32, from, plain.bytes(), plain.count()), out);
    }

    /** Base64 of text always has letters of both cases; a path, a name or a number hardly ever. */
    private static boolean mixesCase(byte[] bytes, int from, int end) {
        boolean upper = false;
        boolean lower = false;
        for (int i = from; i < end && !(upper && lower); i++) {
            upper |= bytes[i] >= 'A' && bytes[i] <= 'Z';
            lower |= bytes[i] >= 'a' && bytes[i] <= 'z';
        }
        return upper && lower;
    }

    private static void base64(Text text, int from, int end, Consumer<Text> out) {
        byte[] result = new byte[(end - from) * 3 / 4 + 3];
        int count = 0;
        int bits = 0;
        int held = 0;
        int at = from;
        while (at < end) {
            int value = VALUES[text.bytes()[at] & 0xff];
            if (value < 0) {
                at = Math.max(at + 1, startOfNextLine(text.bytes(), at, end));
                continue;
            }
            at++;
            bits = bits << 6 | value;
            held += 6;
            if (held >= 8) {
                held -= 8;
                result[count++] = (byte) (bits >> held);
            }
        }
        Packed.open(text.decoded(Encoding.BASE64, from, result, count), out);
    }

    private static boolean isHex(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] > ' ' && Character.digit(bytes[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void hex(Text text, int from, int end, Consumer<Text> out) {
        byte[] result = new byte[(end - from) / 2 + 1];
        int digits = 0;
        for (int i = from; i < end; i++) {
            int digit = Character.digit(text.bytes()[i], 16);
            if (digit >= 0) {
                result[digits / 2] = (byte) (result[digits / 2] << 4 | digit);
                digits++;
            }
        }
        Packed.open(text.decoded(Encoding.HEX, from, result, digits / 2), out);
    }
}
