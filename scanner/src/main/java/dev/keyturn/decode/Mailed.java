package dev.keyturn.decode;

import dev.keyturn.decode.archive.Ascii85;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Files in a text that says where they begin: uuencoded, in Adobe's base 85, and as git's binary patches. */
public final class Mailed {
    /** How one begins. */
    public static final List<String> TRIGGERS = triggers();

    private static final int LARGEST = 16 << 20;
    private static final int HEAD = 200;

    private Mailed() {}

    private static List<String> triggers() {
        List<String> triggers = new ArrayList<>(List.of("begin 6", "begin 7", "begin 4", "GIT binary patch"));
        // What a text or an archive starts with in Adobe's base 85.
        "*+,-./0123456789:;<=>?@ABCDEFGHI".chars().forEach(start -> triggers.add("<~" + (char) start));
        return triggers;
    }

    /**
     * Hands over the file that a trigger announces.
     *
     * @param done up to where earlier calls have covered the text
     * @return up to where it is covered now; the same as before if there is no file
     */
    public static int decode(Text text, int trigger, int done, Consumer<Text> out) {
        if (trigger < done) {
            return done;
        }
        return switch (text.bytes()[trigger]) {
            case '<' -> ascii85(text, trigger + 2, out);
            case 'b' -> uuencoded(text, trigger, out);
            case 'G' -> patch(text, trigger, out);
            default -> done;
        };
    }

    private static int nextLine(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(length, at + 1);
    }

    private static int uuencoded(Text text, int trigger, Consumer<Text> out) {
        byte[] bytes = text.bytes();
        int line = nextLine(bytes, trigger, text.length());
        if (trigger > 0 && bytes[trigger - 1] != '\n' || line - trigger > HEAD) {
            return trigger + 1;
        }
        Output plain = new Output();
        int next = nextLine(bytes, line, text.length());
        while (line < text.length() && isUuLine(bytes, line, next)) {
            uuLine(bytes, line, next, plain);
            line = next;
            next = nextLine(bytes, line, text.length());
        }
        Packed.open(text.decoded(Encoding.BASE64, trigger, plain.bytes(), plain.count()), out);
        return line;
    }

    private static void uuLine(byte[] bytes, int line, int next, Output plain) {
        int end = plain.count() + (bytes[line] - ' ' & 63);
        for (int i = line + 1; plain.count() < end; i += 4) {
            int high = uu(bytes, i, next) << 6 | uu(bytes, i + 1, next);
            int low = uu(bytes, i + 2, next) << 6 | uu(bytes, i + 3, next);
            plain.add((long) (high << 12 | low) << 8, 3);
        }
        plain.cut(end);
    }

    private static boolean isUuLine(byte[] bytes, int from, int next) {
        int want = (bytes[from] - ' ' & 63) * 4 / 3;
        return bytes[from] > ' ' && bytes[from] < 'a' && bytes[from] != '`' && next - from <= want + 8;
    }

    private static int uu(byte[] bytes, int at, int limit) {
        return at < limit && bytes[at] >= ' ' ? bytes[at] - ' ' & 63 : 0;
    }

    private static int ascii85(Text text, int from, Consumer<Text> out) {
        int end = Ascii85.end(text.bytes(), from, text.length());
        byte[] plain = Ascii85.decode(text.bytes(), from, end);
        Packed.open(text.decoded(Encoding.BASE85, from, plain, plain.length), out);
        return Math.max(from, end);
    }

    private static int patch(Text text, int trigger, Consumer<Text> out) {
        byte[] bytes = text.bytes();
        int line = nextLine(bytes, trigger, text.length());
        while (line < text.length() && (bytes[line] == 'l' || bytes[line] == 'd')) {
            line = literal(text, nextLine(bytes, line, text.length()), out);
            line = line < text.length() && bytes[line] == '\n' ? line + 1 : line;
        }
        return line;
    }

    /** Each line starts with how many bytes it stands for, A to Z for 1 to 26 and a to z for more. */
    private static int literal(Text text, int from, Consumer<Text> out) {
        byte[] bytes = text.bytes();
        Output packed = new Output();
        int line = from;
        while (line < text.length() && Character.isLetter(bytes[line])) {
            int want = bytes[line] <= 'Z' ? bytes[line] - 'A' + 1 : bytes[line] - 'a' + 27;
            int end = nextLine(bytes, line, text.length());
            int made = packed.count() + want;
            for (int i = line + 1; i + 5 <= end; i += 5) {
                packed.add(Base85.group(bytes, i), 4);
            }
            packed.cut(made);
            line = end;
        }
        inflate(text, from, packed, out);
        return line;
    }

    private static void inflate(Text text, int from, Output packed, Consumer<Text> out) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed.bytes(), 0, packed.count());
            byte[] plain = new byte[Math.min(LARGEST, 1024 + 64 * packed.count())];
            int made = inflater.inflate(plain);
            if (made > 0) {
                Packed.open(text.decoded(Encoding.PIECES, from, plain, made), out);
            }
        } catch (DataFormatException e) {
            // A patch that does not inflate is text like any other.
        } finally {
            inflater.end();
        }
    }
}
