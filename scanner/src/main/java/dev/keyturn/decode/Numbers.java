package dev.keyturn.decode;

import dev.keyturn.key.ApiKey;
import java.util.List;
import java.util.function.Consumer;

/**
 * A key of ours as a list of numbers, one for each character: an array of bytes in a program, a dump without addresses,
 * a certificate's way to write bytes.
 */
public final class Numbers {
    /** How such a list starts. */
    public static final List<String> TRIGGERS = List.of(
            "115,",
            "chr(115)",
            "chrw(115)",
            "$73,$6b",
            "73h, 6bh",
            "73h 6bh",
            "115 107",
            "0x73",
            "73 6b",
            "73:6b",
            "73-6b",
            "73,6b",
            "163 153",
            "163,",
            "0163",
            "01110011");

    private static final int LONGEST_SEPARATOR = 48;

    private final byte[] bytes;
    private final int length;
    private final byte[] key = new byte[ApiKey.MAX_LENGTH];
    private int at;
    private int count;

    private Numbers(byte[] bytes, int at, int length) {
        this.bytes = bytes;
        this.at = at;
        this.length = length;
    }

    /**
     * Hands over what the numbers from a trigger on stand for.
     *
     * @return how many bytes from the trigger on were looked at
     */
    public static int decode(Text text, int trigger, Consumer<Text> out) {
        Numbers numbers = new Numbers(text.bytes(), trigger, text.length());
        numbers.passSeparator();
        numbers.read(radix(text.bytes(), trigger));
        if (numbers.count >= ApiKey.MIN_LENGTH) {
            out.accept(text.decoded(Encoding.PIECES, trigger, numbers.key, numbers.count));
        }
        return numbers.at - trigger;
    }

    private static int radix(byte[] bytes, int at) {
        return switch (bytes[at]) {
            case '7', '$' -> 16;
            case 'c', 'C' -> 10;
            case '0' ->
                bytes[at + 1] == 'x' || bytes[at + 1] == 'X'
                        ? 16
                        : bytes[at + 1] == '1' && bytes[at + 2] == '1' ? 2 : 8;
            default -> bytes[at + 1] == '6' ? 8 : 10;
        };
    }

    private void read(int radix) {
        int value = number(radix);
        while (value > ' ' && value < 0x7f && fits(value) && count < key.length) {
            key[count++] = (byte) value;
            passSeparator();
            value = number(radix);
        }
    }

    private boolean fits(int value) {
        return count >= ApiKey.PREFIX.length() || value == ApiKey.PREFIX.charAt(count);
    }

    private int number(int radix) {
        if (radix == 16 && at + 1 < length && bytes[at] == '0' && (bytes[at + 1] | 0x20) == 'x') {
            at += 2;
        }
        int value = 0;
        int from = at;
        int digit = at < length ? Character.digit(bytes[at], radix) : -1;
        while (digit >= 0 && at - from < 9) {
            value = value * radix + digit;
            at++;
            digit = at < length ? Character.digit(bytes[at], radix) : -1;
        }
        return at == from ? -1 : value;
    }

    /** Whatever is neither letter nor digit, a cast to a byte, a function's name, and what marks hexadecimal digits. */
    private void passSeparator() {
        int latest = Math.min(length, at + LONGEST_SEPARATOR);
        int from = -1;
        while (at < latest && at > from) {
            from = at;
            if (!Character.isLetterOrDigit(bytes[at]) || bytes[at] == 'h' && !isLetter(at + 1)) {
                at++;
            } else if (isCast()) {
                at += 4;
            } else {
                at = behindName();
            }
        }
    }

    /** The bracket behind a function's name; the same offset if there is none. */
    private int behindName() {
        int end = at;
        while (isLetter(end)) {
            end++;
        }
        return end < length && bytes[end] == '(' ? end : at;
    }

    private boolean isLetter(int offset) {
        return offset < length && Character.isLetter(bytes[offset]);
    }

    private boolean isCast() {
        return at + 4 < length
                && bytes[at] == 'b'
                && bytes[at + 1] == 'y'
                && bytes[at + 2] == 't'
                && bytes[at + 3] == 'e';
    }
}
