package dev.keyturn.decode;

import java.util.Arrays;

/** Bytes that are being written; their number is not known before. */
final class Output {
    private byte[] bytes = new byte[128];
    private int count;

    void add(int value) {
        if (count == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * count);
        }
        bytes[count++] = (byte) value;
    }

    /** The highest bytes of a group of four. */
    void add(long group, int bytes) {
        for (int i = 0; i < bytes; i++) {
            add((int) (group >> 24 - 8 * i));
        }
    }

    /** Drops what was written behind a length. */
    void cut(int length) {
        count = Math.min(count, length);
    }

    /** Valid up to {@link #count}. */
    byte[] bytes() {
        return bytes;
    }

    int count() {
        return count;
    }
}
