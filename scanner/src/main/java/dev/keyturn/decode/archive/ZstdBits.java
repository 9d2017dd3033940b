package dev.keyturn.decode.archive;

import java.io.IOException;

/** Bits read from the end of a run of bytes to its start; the highest set bit of the last byte marks where they begin. */
final class ZstdBits {
    private final byte[] bytes;
    private final int from;
    private long left;

    ZstdBits(byte[] bytes, int from, int to) throws IOException {
        if (to <= from || bytes[to - 1] == 0) {
            throw new IOException("damaged");
        }
        this.bytes = bytes;
        this.from = from;
        this.left = (to - from) * 8L - Integer.numberOfLeadingZeros(bytes[to - 1] & 0xff) + 24 - 1;
    }

    /** How many bits are left; negative once more were read than there are. */
    long left() {
        return left;
    }

    /** The next bits, at most 32, zeros behind the start. */
    int read(int count) {
        int value = peek(count);
        left -= count;
        return value;
    }

    int peek(int count) {
        if (count == 0) {
            return 0;
        }
        long low = left - count;
        if (low < 0) {
            return left <= 0 ? 0 : (int) (gather(0) & (1L << left) - 1) << -low;
        }
        return (int) (gather(low) & (1L << count) - 1);
    }

    void skip(int count) {
        left -= count;
    }

    private long gather(long bit) {
        int at = from + (int) (bit >> 3);
        long value = 0;
        for (int i = Math.min(bytes.length - 1, at + 5); i >= at; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value >>> (bit & 7);
    }
}
