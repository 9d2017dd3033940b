package dev.keyturn.decode;

import java.util.List;
import java.util.function.Consumer;

/** Dumps of bytes in hexadecimal with an address before each line, as xxd, hexdump and od write them. */
public final class Dumps {
    /** The address of the second line. */
    public static final List<String> TRIGGERS =
            List.of("0000010", "0000020", "000010 2", "000010 3", "000010 4", "000010 5", "000010 6", "000010 7");

    private static final int SHORTEST_ADDRESS = 6;
    private static final int WIDEST = 64;
    private static final int OCTAL_DIGITS = 3;

    private final byte[] bytes;
    private final int length;
    private final Output plain = new Output();
    private int at;
    private boolean words;
    private int width = WIDEST;

    private Dumps(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.length = length;
        this.at = from;
    }

    /**
     * Hands over what a dump shows whose second line a trigger starts.
     *
     * @param done up to where earlier calls have covered the text
     * @return up to where it is covered now; the same as before if there is no dump
     */
    public static int decode(Text text, int trigger, int done, Consumer<Text> out) {
        byte[] bytes = text.bytes();
        int line = startOfLine(bytes, trigger);
        int first = line == 0 ? 0 : startOfLine(bytes, line - 1);
        if (trigger < done || line == 0 || !isZero(bytes, first, line)) {
            return done;
        }
        Dumps dump = new Dumps(bytes, first, text.length());
        dump.read();
        if (dump.plain.count() > 0) {
            out.accept(text.decoded(Encoding.PIECES, first, dump.plain.bytes(), dump.plain.count()));
        }
        if (dump.words) {
            out.accept(text.decoded(Encoding.PIECES, first, dump.swapped(), dump.plain.count()));
        }
        return dump.at;
    }

    private static int startOfLine(byte[] bytes, int from) {
        int at = from;
        while (at > 0 && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    /** Whether the first line has the address zero. */
    private static boolean isZero(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        int digits = at;
        while (at < to && bytes[at] == '0') {
            at++;
        }
        return at - digits >= SHORTEST_ADDRESS && at < to && (bytes[at] == ' ' || bytes[at] == ':');
    }

    private void read() {
        boolean more = true;
        while (more && at < length) {
            int from = at;
            more = passAddress();
            if (more) {
                int before = plain.count();
                line();
                width = before == 0 && plain.count() > 0 ? Math.min(WIDEST, plain.count()) : width;
            } else {
                at = from;
            }
            passLine();
        }
    }

    private boolean passAddress() {
        passBlanks();
        int from = at;
        while (at < length && Character.digit(bytes[at], 16) >= 0) {
            at++;
        }
        boolean repeated = at == from && at < length && bytes[at] == '*';
        boolean address = at - from >= SHORTEST_ADDRESS;
        if (address && at < length && bytes[at] == ':') {
            at++;
        }
        return address || repeated;
    }

    /** The bytes of one line: pairs or fours of digits, up to what the first line has, or to a wider gap after them. */
    private void line() {
        int before = plain.count();
        int blanks = passBlanks();
        while (plain.count() - before < width && (plain.count() == before || blanks < 3)) {
            int from = at;
            while (at < length && Character.digit(bytes[at], 16) >= 0) {
                at++;
            }
            if (at == from || (at - from) % 2 != 0 && at - from != OCTAL_DIGITS || at < length && bytes[at] > ' ') {
                return;
            }
            if (at - from == OCTAL_DIGITS) {
                plain.add((bytes[from] & 7) << 6 | (bytes[from + 1] & 7) << 3 | bytes[from + 2] & 7);
                blanks = passBlanks();
                continue;
            }
            words |= at - from == 4;
            for (int i = from; i < at; i += 2) {
                plain.add(Character.digit(bytes[i], 16) << 4 | Character.digit(bytes[i + 1], 16));
            }
            blanks = passBlanks();
        }
    }

    private int passBlanks() {
        int from = at;
        while (at < length && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at - from;
    }

    private void passLine() {
        while (at < length && bytes[at] != '\n') {
            at++;
        }
        at = Math.min(length, at + 1);
    }

    /** The same for a dump of words whose low byte comes first. */
    private byte[] swapped() {
        byte[] swapped = plain.bytes().clone();
        for (int i = 0; i + 1 < plain.count(); i += 2) {
            swapped[i] = plain.bytes()[i + 1];
            swapped[i + 1] = plain.bytes()[i];
        }
        return swapped;
    }
}
