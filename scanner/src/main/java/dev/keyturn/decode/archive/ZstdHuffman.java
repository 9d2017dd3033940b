package dev.keyturn.decode.archive;

import java.io.IOException;
import java.util.Arrays;

/** A Huffman code for literals. */
final class ZstdHuffman {
    private static final int LONGEST_CODE = 11;
    private static final int MOST_WEIGHTS = 255;

    private final int log;
    private final byte[] symbols;
    private final byte[] widths;

    private ZstdHuffman(int[] weights, int count) throws IOException {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[i] == 0 ? 0 : 1 << weights[i] - 1;
        }
        log = 32 - Integer.numberOfLeadingZeros(sum);
        int left = (1 << log) - sum;
        if (sum == 0 || log > LONGEST_CODE || Integer.bitCount(left) != 1) {
            throw new IOException("damaged");
        }
        weights[count] = 32 - Integer.numberOfLeadingZeros(left);
        symbols = new byte[1 << log];
        widths = new byte[1 << log];
        int at = 0;
        for (int weight = 1; weight <= log; weight++) {
            for (int symbol = 0; symbol <= count; symbol++) {
                if (weights[symbol] == weight) {
                    int end = at + (1 << weight - 1);
                    Arrays.fill(symbols, at, end, (byte) symbol);
                    Arrays.fill(widths, at, end, (byte) (log + 1 - weight));
                    at = end;
                }
            }
        }
    }

    /** Reads what describes a code; its length is {@link #length}. */
    static ZstdHuffman read(byte[] bytes, int from, int limit) throws IOException {
        int head = bytes[from] & 0xff;
        int[] weights = new int[MOST_WEIGHTS + 1];
        if (from + length(bytes, from) > limit) {
            throw new IOException("cut off");
        }
        if (head >= 128) {
            int count = head - 127;
            for (int i = 0; i < count; i++) {
                weights[i] = bytes[from + 1 + i / 2] >> (i % 2 == 0 ? 4 : 0) & 15;
            }
            return new ZstdHuffman(weights, count);
        }
        ZstdTable.Description description = new ZstdTable.Description(bytes, from + 1, from + 1 + head);
        ZstdTable table = description.read(6, 256);
        return new ZstdHuffman(
                weights, weights(table, new ZstdBits(bytes, description.end(), from + 1 + head), weights));
    }

    /** Bytes that the description takes. */
    static int length(byte[] bytes, int from) {
        int head = bytes[from] & 0xff;
        return 1 + (head >= 128 ? (head - 127 + 1) / 2 : head);
    }

    /** Two states take turns until the bits are used up. */
    private static int weights(ZstdTable table, ZstdBits bits, int[] weights) throws IOException {
        int count = 0;
        int state = table.start(bits);
        int other = table.start(bits);
        while (count < MOST_WEIGHTS - 1) {
            weights[count++] = table.symbol(state);
            int next = table.next(state, bits);
            if (bits.left() < 0) {
                weights[count++] = table.symbol(other);
                return count;
            }
            state = other;
            other = next;
        }
        throw new IOException("damaged");
    }

    void decode(ZstdBits bits, byte[] target, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            int code = bits.peek(log);
            target[i] = symbols[code];
            bits.skip(widths[code]);
        }
        if (bits.left() != 0) {
            throw new IOException("damaged");
        }
    }
}
