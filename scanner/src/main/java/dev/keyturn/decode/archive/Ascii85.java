package dev.keyturn.decode.archive;

import java.io.ByteArrayOutputStream;

/** Adobe's base 85: five characters from {@code !} on for four bytes, {@code z} for four zeros, {@code ~} at the end. */
public final class Ascii85 {
    private static final int DIGITS = 85;
    private static final int AFTER_LAST = 'w';

    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    private int digits;
    private long group;

    private Ascii85() {}

    /** Where what starts at an offset ends: at a character that can be none of it. */
    public static int end(byte[] bytes, int from, int limit) {
        int at = from;
        while (at < limit && bytes[at] != '~' && (bytes[at] < AFTER_LAST || bytes[at] == 'z')) {
            at++;
        }
        return at;
    }

    /** What the bytes in {@code [from, to)} stand for; what is no digit is passed over. */
    public static byte[] decode(byte[] bytes, int from, int to) {
        Ascii85 reader = new Ascii85();
        for (int i = from; i < to; i++) {
            if (bytes[i] == 'z' && reader.digits == 0) {
                reader.write(0, 4);
            } else if (bytes[i] >= '!' && bytes[i] < '!' + DIGITS) {
                reader.add(bytes[i] - '!');
            }
        }
        reader.rest();
        return reader.plain.toByteArray();
    }

    private void add(int digit) {
        group = group * DIGITS + digit;
        if (++digits == 5) {
            write(group, 4);
            digits = 0;
            group = 0;
        }
    }

    /** Two to four digits at the end stand for one byte less than they are. */
    private void rest() {
        int bytes = digits - 1;
        while (digits > 1 && digits < 5) {
            group = group * DIGITS + DIGITS - 1;
            digits++;
        }
        write(group, bytes);
    }

    private void write(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            plain.write((int) (value >> 24 - 8 * i));
        }
    }
}
