package dev.keyturn.decode;

/**
 * One character written as several bytes that stand for it: percent, JSON, Java, JavaScript, C, Python, CSS and RTF
 * escapes, HTML entities, quoted-printable, UTF-7, wide forms of Latin letters, and what is not seen at all.
 */
final class Escape {
    /** What stands for nothing: a soft line end, a character without width. */
    static final int NOTHING = 0x200b;

    private static final String[] NAMES = {
        "lowbar;",
        "UnderBar;",
        "hyphen;",
        "dash;",
        "equals;",
        "plus;",
        "sol;",
        "amp;",
        "quot;",
        "shy;",
        "zwnj;",
        "zwj;",
        "ZeroWidthSpace;",
        "NoBreak;"
    };
    private static final int[] NAMED = {
        '_', '_', '-', '-', '=', '+', '/', '&', '"', NOTHING, NOTHING, NOTHING, NOTHING, NOTHING
    };
    private static final String LOW_LINE = "N{LOW LINE}";
    private static final int MOST_DIGITS = 8;
    private static final int MOST_BACKSLASHES = 16;
    private static final int LONGEST_SEQUENCE = 24;
    private static final int WIDE_OFFSET = 0xfee0;

    private Escape() {}

    /**
     * Reads the escape at an offset.
     *
     * @return its length in the low eight bits and the character above them; 0 if there is none
     */
    static int read(byte[] bytes, int at, int end) {
        return switch (bytes[at]) {
            case '%' -> peek(bytes, at + 1, end) == 'u' ? digits(bytes, at, 2, 4, end) : digits(bytes, at, 1, 2, end);
            case '=' -> equalsSign(bytes, at, end);
            case '\\' -> backslash(bytes, at, end);
            case '&' -> entity(bytes, at, end);
            case '+' -> utf7(bytes, at, end);
            case 0x1b -> terminal(bytes, at, end);
            default -> bytes[at] < 0 ? invisible(bytes, at, end) : 0;
        };
    }

    private static int of(int character, int length) {
        return character << 8 | length;
    }

    private static int peek(byte[] bytes, int at, int end) {
        return at < end ? bytes[at] & 0xff : -1;
    }

    private static int lineEnd(byte[] bytes, int at, int end) {
        if (peek(bytes, at, end) == '\n') {
            return 1;
        }
        return peek(bytes, at, end) == '\r' && peek(bytes, at + 1, end) == '\n' ? 2 : 0;
    }

    private static int equalsSign(byte[] bytes, int at, int end) {
        int soft = lineEnd(bytes, at + 1, end);
        return soft > 0 ? of(NOTHING, 1 + soft) : digits(bytes, at, 1, 2, end);
    }

    private static int backslash(byte[] bytes, int at, int end) {
        int continued = lineEnd(bytes, at + 1, end);
        if (continued > 0) {
            return of(NOTHING, 1 + continued);
        }
        int letter = at + 1;
        while (letter < at + MOST_BACKSLASHES && peek(bytes, letter, end) == '\\') {
            letter++;
        }
        int skip = letter - at + 1;
        return switch (peek(bytes, letter, end)) {
            case 'u' ->
                peek(bytes, letter + 1, end) == '{'
                        ? until(bytes, at, skip + 1, '}', end)
                        : digits(bytes, at, skip, 4, end);
            case 'U' -> digits(bytes, at, skip, 8, end);
            case 'x' ->
                peek(bytes, letter + 1, end) == '{'
                        ? until(bytes, at, skip + 1, '}', end)
                        : digits(bytes, at, skip, 2, end);
            case '\'' -> digits(bytes, at, skip, 2, end);
            case 'N' -> starts(bytes, letter, end, LOW_LINE) ? of('_', skip - 1 + LOW_LINE.length()) : 0;
            case '_', '-', '.', '/' -> of(bytes[letter], skip);
            case 'n', 'r', 't' -> of('\n', skip);
            default -> numbered(bytes, at, letter, end);
        };
    }

    /** Three octal digits as in C, else hexadecimal ones as in style sheets, which a space may end. */
    private static int numbered(byte[] bytes, int at, int from, int end) {
        int octal = 0;
        int i = from;
        while (i < from + 3 && peek(bytes, i, end) >= '0' && peek(bytes, i, end) <= '7') {
            octal = octal << 3 | bytes[i++] - '0';
        }
        if (i == from + 3 && isPrintable(octal)) {
            return of(octal, i - at);
        }
        int value = 0;
        i = from;
        while (i < from + 6 && digit(peek(bytes, i, end)) >= 0) {
            value = value << 4 | digit(bytes[i++]);
        }
        if (i - from < 2 || !isPrintable(value)) {
            return 0;
        }
        return of(value, (peek(bytes, i, end) == ' ' ? i + 1 : i) - at);
    }

    private static int entity(byte[] bytes, int at, int end) {
        if (peek(bytes, at + 1, end) == '#') {
            int radix = peek(bytes, at + 2, end) == 'x' || peek(bytes, at + 2, end) == 'X' ? 16 : 10;
            return number(bytes, at, radix == 16 ? 3 : 2, radix, end);
        }
        for (int i = 0; i < NAMES.length; i++) {
            if (starts(bytes, at + 1, end, NAMES[i])) {
                return of(NAMED[i], 1 + NAMES[i].length());
            }
        }
        return 0;
    }

    /** The number of an entity; browsers do without the semicolon. */
    private static int number(byte[] bytes, int at, int skip, int radix, int end) {
        int value = 0;
        int i = at + skip;
        while (i < at + skip + MOST_DIGITS && Character.digit(peek(bytes, i, end), radix) >= 0) {
            value = value * radix + Character.digit(bytes[i++], radix);
        }
        if (i == at + skip || value > Character.MAX_CODE_POINT) {
            return 0;
        }
        return of(value, (peek(bytes, i, end) == ';' ? i + 1 : i) - at);
    }

    private static int digits(byte[] bytes, int at, int skip, int count, int end) {
        int value = 0;
        for (int i = at + skip; i < at + skip + count; i++) {
            int digit = digit(peek(bytes, i, end));
            if (digit < 0) {
                return 0;
            }
            value = value << 4 | digit;
        }
        return value < 0 || value > Character.MAX_CODE_POINT ? 0 : of(value, skip + count);
    }

    private static int until(byte[] bytes, int at, int skip, char close, int end) {
        int value = 0;
        int i = at + skip;
        while (i < at + skip + MOST_DIGITS && digit(peek(bytes, i, end)) >= 0) {
            value = value << 4 | digit(bytes[i++]);
        }
        boolean valid = i > at + skip && peek(bytes, i, end) == close && value >= 0;
        return valid && value <= Character.MAX_CODE_POINT ? of(value, i + 1 - at) : 0;
    }

    /** One UTF-16 unit in base64 between plus and minus. */
    private static int utf7(byte[] bytes, int at, int end) {
        int value = 0;
        for (int i = at + 1; i < at + 4; i++) {
            int digit = Runs.value(peek(bytes, i, end));
            if (digit < 0) {
                return 0;
            }
            value = value << 6 | digit;
        }
        boolean padded = (value & 3) == 0 && peek(bytes, at + 4, end) == '-';
        return padded && isPrintable(value >> 2) ? of(value >> 2, 5) : 0;
    }

    /** What tells a terminal a colour. */
    private static int terminal(byte[] bytes, int at, int end) {
        if (peek(bytes, at + 1, end) != '[') {
            return 0;
        }
        int i = at + 2;
        while (i < at + LONGEST_SEQUENCE && peek(bytes, i, end) >= ' ' && peek(bytes, i, end) < '@') {
            i++;
        }
        return peek(bytes, i, end) >= '@' ? of(NOTHING, i + 1 - at) : 0;
    }

    /** Characters without width, marks of direction, and the wide forms of ASCII; in UTF-8. */
    private static int invisible(byte[] bytes, int at, int end) {
        int second = peek(bytes, at + 1, end);
        int third = peek(bytes, at + 2, end);
        if ((bytes[at] & 0xff) == 0xc2) {
            return second == 0xad ? of(NOTHING, 2) : 0;
        }
        if ((bytes[at] & 0xf0) != 0xe0 || second < 0x80 || third < 0x80) {
            return (bytes[at] & 0xff) == 0xcd && second == 0x8f ? of(NOTHING, 2) : 0;
        }
        int character = (bytes[at] & 15) << 12 | (second & 63) << 6 | third & 63;
        if (character > 0xff00 && character < 0xff5f) {
            return of(character - WIDE_OFFSET, 3);
        }
        return isInvisible(character) ? of(NOTHING, 3) : 0;
    }

    static boolean isInvisible(int character) {
        return character == 0xad
                || character >= 0x200b && character <= 0x200f
                || character >= 0x202a && character <= 0x202e
                || character >= 0x2060 && character <= 0x206f
                || character >= 0xfe00 && character <= 0xfe0f
                || character == 0x180e
                || character == 0xfeff;
    }

    private static boolean isPrintable(int value) {
        return value >= ' ' && value < 0x7f;
    }

    private static int digit(int character) {
        return character < 0 ? -1 : Character.digit(character, 16);
    }

    private static boolean starts(byte[] bytes, int at, int end, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (peek(bytes, at + i, end) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
