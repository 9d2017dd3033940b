package dev.keyturn.decode.archive;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes compressed blocks of one frame; codes, tables and offsets stay for the blocks behind. */
final class ZstdBlock {
    private final byte[] literals = new byte[Zstd.LARGEST_BLOCK];
    private final ZstdSequences sequences = new ZstdSequences();
    private int literalCount;
    private @Nullable ZstdHuffman huffman;

    /** Writes the plain form behind {@code out[0, made)}; returns the end of it. */
    int decode(byte[] packed, byte[] out, int made) throws IOException {
        try {
            int at = literals(packed);
            return sequences.run(packed, at, literals, literalCount, out, made);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("damaged", e);
        }
    }

    private int literals(byte[] packed) throws IOException {
        int type = packed[0] & 3;
        int format = packed[0] >> 2 & 3;
        return type < 2 ? plain(packed, type, format) : compressed(packed, type, format);
    }

    private int plain(byte[] packed, int type, int format) throws IOException {
        int header = (format & 1) == 0 ? 1 : format == 1 ? 2 : 3;
        int size = (int) (number(packed, 0, header) >> (header == 1 ? 3 : 4));
        setCount(size);
        if (type == 1) {
            Arrays.fill(literals, 0, size, packed[header]);
            return header + 1;
        }
        System.arraycopy(packed, header, literals, 0, size);
        return header + size;
    }

    private int compressed(byte[] packed, int type, int format) throws IOException {
        int header = format < 2 ? 3 : format + 2;
        int width = format < 2 ? 10 : format == 2 ? 14 : 18;
        long numbers = number(packed, 0, header) >> 4;
        setCount((int) (numbers & (1 << width) - 1));
        int end = header + (int) (numbers >> width & (1 << width) - 1);
        if (end > packed.length) {
            throw new IOException("cut off");
        }
        int at = header;
        if (type == 2) {
            huffman = ZstdHuffman.read(packed, at, end);
            at += ZstdHuffman.length(packed, at);
        }
        if (huffman == null) {
            throw new IOException("damaged");
        }
        if (format == 0) {
            huffman.decode(new ZstdBits(packed, at, end), literals, 0, literalCount);
        } else {
            fourStreams(huffman, packed, at, end);
        }
        return end;
    }

    private void fourStreams(ZstdHuffman code, byte[] packed, int jumps, int end) throws IOException {
        int quarter = (literalCount + 3) / 4;
        int from = jumps + 6;
        for (int i = 0; i < 4; i++) {
            int to = i == 3 ? end : from + (int) number(packed, jumps + 2 * i, 2);
            if (to > end) {
                throw new IOException("damaged");
            }
            int last = i == 3 ? literalCount : (i + 1) * quarter;
            code.decode(new ZstdBits(packed, from, to), literals, i * quarter, last);
            from = to;
        }
    }

    private void setCount(int count) throws IOException {
        if (count > literals.length) {
            throw new IOException("damaged");
        }
        literalCount = count;
    }

    private static long number(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = from + count - 1; i >= from; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }
}
