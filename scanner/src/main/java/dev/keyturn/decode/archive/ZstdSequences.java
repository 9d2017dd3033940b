package dev.keyturn.decode.archive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Executes sequences: so many literals, then so many bytes again from further back. */
final class ZstdSequences {
    private static final int[] LITERAL_BASES =
            bases(0, 16, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    private static final int[] LITERAL_BITS =
            bits(16, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    private static final int[] MATCH_BASES =
            bases(3, 32, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    private static final int[] MATCH_BITS =
            bits(32, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    private static final int MOST_OFFSET_BITS = 31;

    private final int[] recent = {1, 4, 8};
    private @Nullable ZstdTable literalTable;
    private @Nullable ZstdTable offsetTable;
    private @Nullable ZstdTable matchTable;
    private int at;
    private int made;

    private static int[] bits(int plain, int... widths) {
        int[] bits = new int[plain + widths.length];
        System.arraycopy(widths, 0, bits, plain, widths.length);
        return bits;
    }

    private static int[] bases(int first, int plain, int... widths) {
        int[] bits = bits(plain, widths);
        int[] bases = new int[bits.length];
        int base = first;
        for (int i = 0; i < bases.length; i++) {
            bases[i] = base;
            base += 1 << bits[i];
        }
        return bases;
    }

    int run(byte[] packed, int from, byte[] literals, int literalCount, byte[] out, int already) throws IOException {
        at = from;
        made = already;
        int count = count(packed);
        int used = 0;
        if (count > 0) {
            used = execute(packed, count, literals, literalCount, out);
        }
        System.arraycopy(literals, used, out, made, literalCount - used);
        return made + literalCount - used;
    }

    private int count(byte[] packed) {
        int first = packed[at++] & 0xff;
        if (first < 128) {
            return first;
        }
        int second = packed[at++] & 0xff;
        return first < 255 ? (first - 128 << 8) + second : second + ((packed[at++] & 0xff) << 8) + 0x7f00;
    }

    private int execute(byte[] packed, int count, byte[] literals, int literalCount, byte[] out) throws IOException {
        int modes = packed[at++];
        ZstdTable ll = literalTable = table(packed, modes >> 6 & 3, literalTable, Kind.LITERALS);
        ZstdTable of = offsetTable = table(packed, modes >> 4 & 3, offsetTable, Kind.OFFSETS);
        ZstdTable ml = matchTable = table(packed, modes >> 2 & 3, matchTable, Kind.MATCHES);
        ZstdBits bits = new ZstdBits(packed, at, packed.length);
        int literalState = ll.start(bits);
        int offsetState = of.start(bits);
        int matchState = ml.start(bits);
        int used = 0;
        for (int i = 0; i < count; i++) {
            int width = of.symbol(offsetState);
            if (width > MOST_OFFSET_BITS || bits.left() < 0) {
                throw new IOException("damaged");
            }
            long value = (1L << width) + (bits.read(width) & 0xffffffffL);
            int matchLength = value(MATCH_BASES, MATCH_BITS, ml.symbol(matchState), bits);
            int literalLength = value(LITERAL_BASES, LITERAL_BITS, ll.symbol(literalState), bits);
            copy(literals, used, literalCount, literalLength, out);
            used += literalLength;
            repeat(out, offset(value, literalLength == 0), matchLength);
            if (i < count - 1) {
                literalState = ll.next(literalState, bits);
                matchState = ml.next(matchState, bits);
                offsetState = of.next(offsetState, bits);
            }
        }
        return used;
    }

    private static int value(int[] bases, int[] widths, int code, ZstdBits bits) {
        return bases[code] + bits.read(widths[code]);
    }

    private void copy(byte[] literals, int used, int literalCount, int length, byte[] out) throws IOException {
        if (used + length > literalCount) {
            throw new IOException("damaged");
        }
        System.arraycopy(literals, used, out, made, length);
        made += length;
    }

    private void repeat(byte[] out, long offset, int length) throws IOException {
        if (offset <= 0 || offset > made || made + length > out.length) {
            throw new IOException("damaged");
        }
        int from = made - (int) offset;
        if (offset >= length) {
            System.arraycopy(out, from, out, made, length);
            made += length;
            return;
        }
        for (int i = 0; i < length; i++) {
            out[made++] = out[from + i];
        }
    }

    /** The three latest offsets have short names, which shift by one where no literal stands before. */
    private long offset(long value, boolean noLiterals) {
        if (value > 3) {
            return remember(2, value - 3);
        }
        int which = (int) value - 1 + (noLiterals ? 1 : 0);
        return which == 3 ? remember(2, recent[0] - 1L) : remember(which, recent[which]);
    }

    private long remember(int place, long offset) {
        System.arraycopy(recent, 0, recent, 1, place);
        recent[0] = (int) offset;
        return offset;
    }

    /** What a table is for: how large it may be, and the one that is known without being told. */
    private enum Kind {
        LITERALS(
                9, 36, 6, 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1,
                1, -1, -1, -1, -1),
        OFFSETS(8, 32, 5, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1),
        MATCHES(
                9, 53, 6, 1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1);

        private final int mostLog;
        private final int symbols;
        private final int log;
        private final int[] counts;

        Kind(int mostLog, int symbols, int log, int... counts) {
            this.mostLog = mostLog;
            this.symbols = symbols;
            this.log = log;
            this.counts = counts;
        }
    }

    private ZstdTable table(byte[] packed, int mode, @Nullable ZstdTable last, Kind kind) throws IOException {
        switch (mode) {
            case 0:
                return new ZstdTable(kind.log, kind.counts);
            case 1:
                return ZstdTable.single(Math.min(packed[at++] & 0xff, kind.symbols - 1));
            case 2:
                ZstdTable.Description description = new ZstdTable.Description(packed, at, packed.length);
                ZstdTable table = description.read(kind.mostLog, kind.symbols);
                at = description.end();
                return table;
            default:
                if (last == null) {
                    throw new IOException("damaged");
                }
                return last;
        }
    }
}
