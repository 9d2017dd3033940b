package dev.keyturn.decode.archive;

import java.io.IOException;
import java.util.Arrays;

/** A table of finite-state entropy: for each state its symbol, and how the next state is read. */
final class ZstdTable {
    private final int log;
    private final byte[] symbols;
    private final byte[] widths;
    private final int[] bases;

    /** Reads what describes a table. */
    static final class Description {
        private final byte[] bytes;
        private final int limit;
        private final int start;
        private int bit;

        Description(byte[] bytes, int from, int limit) {
            this.bytes = bytes;
            this.start = from;
            this.limit = limit;
        }

        /** Position of the first byte behind it. */
        int end() {
            return start + (bit + 7) / 8;
        }

        ZstdTable read(int mostLog, int mostSymbols) throws IOException {
            int log = take(4) + 5;
            if (log > mostLog) {
                throw new IOException("damaged");
            }
            int[] counts = new int[mostSymbols];
            int remaining = 1 << log;
            int symbol = 0;
            while (remaining > 0 && symbol < mostSymbols) {
                int count = count(remaining);
                remaining -= Math.abs(count);
                counts[symbol++] = count;
                symbol += count == 0 ? zeros() : 0;
            }
            if (remaining != 0 || end() > limit) {
                throw new IOException("damaged");
            }
            return new ZstdTable(log, counts);
        }

        private int count(int remaining) {
            int width = 32 - Integer.numberOfLeadingZeros(remaining + 1);
            int value = peek(width);
            int low = (1 << width - 1) - 1;
            int threshold = (1 << width) - 1 - (remaining + 1);
            if ((value & low) < threshold) {
                bit += width - 1;
                return (value & low) - 1;
            }
            bit += width;
            return (value > low ? value - threshold : value) - 1;
        }

        private int zeros() {
            int zeros = 0;
            int repeat = take(2);
            while (repeat == 3 && bit < 8 * bytes.length) {
                zeros += 3;
                repeat = take(2);
            }
            return zeros + repeat;
        }

        private int take(int count) {
            int value = peek(count);
            bit += count;
            return value;
        }

        private int peek(int count) {
            int at = start + (bit >> 3);
            int value = 0;
            for (int i = Math.min(limit - 1, at + 2); i >= at; i--) {
                value = value << 8 | bytes[i] & 0xff;
            }
            return value >>> (bit & 7) & (1 << count) - 1;
        }
    }

    /** @param counts how many states each symbol has; -1 for one at the end of the table */
    ZstdTable(int log, int... counts) throws IOException {
        this.log = log;
        int size = 1 << log;
        symbols = new byte[size];
        widths = new byte[size];
        bases = new int[size];
        spread(counts, size);
        int[] next = Arrays.stream(counts).map(Math::abs).toArray();
        for (int state = 0; state < size; state++) {
            int x = next[symbols[state] & 0xff]++;
            int width = log - (31 - Integer.numberOfLeadingZeros(x));
            widths[state] = (byte) width;
            bases[state] = (x << width) - size;
        }
    }

    /** The table of one state that always gives the same symbol. */
    static ZstdTable single(int symbol) throws IOException {
        int[] counts = new int[symbol + 1];
        counts[symbol] = 1;
        return new ZstdTable(0, counts);
    }

    private void spread(int[] counts, int size) throws IOException {
        int high = size - 1;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] == -1 && high >= 0) {
                symbols[high--] = (byte) symbol;
            }
        }
        int step = (size >> 1) + (size >> 3) + 3;
        int at = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            for (int i = 0; i < counts[symbol]; i++) {
                symbols[at] = (byte) symbol;
                do {
                    at = at + step & size - 1;
                } while (at > high);
            }
        }
        if (at != 0) {
            throw new IOException("damaged");
        }
    }

    int start(ZstdBits bits) {
        return bits.read(log);
    }

    int symbol(int state) {
        return symbols[state] & 0xff;
    }

    int next(int state, ZstdBits bits) {
        return bases[state] + bits.read(widths[state]);
    }
}
