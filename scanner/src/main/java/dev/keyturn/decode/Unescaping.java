package dev.keyturn.decode;

/** One pass over a stretch of bytes that writes what its escapes stand for. */
final class Unescaping {
    private final byte[] bytes;
    private final int end;
    private final byte[] result;
    private int at;
    private int count;

    Unescaping(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.result = new byte[end - from];
    }

    /** Valid up to {@link #count}. */
    byte[] run() {
        while (at < end) {
            int step = switch (bytes[at]) {
                case '%' -> fixed(1, 2);
                case '=' -> equalsSign();
                case '\\' -> backslash();
                case '&' -> entity();
                default -> 0;
            };
            if (step == 0) {
                result[count++] = bytes[at++];
            } else {
                at += step;
            }
        }
        return result;
    }

    int count() {
        return count;
    }

    private int peek(int offset) {
        return at + offset < end ? bytes[at + offset] : -1;
    }

    private int lineEnd(int offset) {
        if (peek(offset) == '\n') {
            return 1;
        }
        return peek(offset) == '\r' && peek(offset + 1) == '\n' ? 2 : 0;
    }

    private int equalsSign() {
        int soft = lineEnd(1);
        return soft > 0 ? 1 + soft : fixed(1, 2);
    }

    private int backslash() {
        int continued = lineEnd(1);
        if (continued > 0) {
            return 1 + continued;
        }
        return switch (peek(1)) {
            case 'u', 'U' -> peek(2) == '{' ? until(3, 16, '}') : fixed(2, 4);
            case 'x' -> fixed(2, 2);
            case '\\' -> doubled();
            default -> 0;
        };
    }

    /** A JSON string inside a JSON string doubles its backslashes. */
    private int doubled() {
        return peek(2) == 'u' ? fixed(3, 4) : 0;
    }

    private int entity() {
        if (peek(1) != '#') {
            return 0;
        }
        return peek(2) == 'x' || peek(2) == 'X' ? until(3, 16, ';') : until(2, 10, ';');
    }

    /** An escape with a fixed count of hexadecimal digits. */
    private int fixed(int skip, int digits) {
        int value = 0;
        for (int i = skip; i < skip + digits; i++) {
            int digit = Character.digit(peek(i), 16);
            if (digit < 0) {
                return 0;
            }
            value = value << 4 | digit;
        }
        return put(value, skip + digits);
    }

    /** An escape whose digits go on to a closing character. */
    private int until(int skip, int radix, char close) {
        int value = 0;
        int i = skip;
        while (i < skip + 8 && Character.digit(peek(i), radix) >= 0) {
            value = value * radix + Character.digit(peek(i), radix);
            i++;
        }
        return i > skip && peek(i) == close ? put(value, i + 1) : 0;
    }

    /** Writes a character that a key can hold; others stay as they are. */
    private int put(int value, int step) {
        if (value > 0x7e || value < 0x20) {
            return 0;
        }
        result[count++] = (byte) value;
        return step;
    }
}
