package dev.keyturn.decode.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Zstandard frames (RFC 8878) as one content. Plain Java, so that neither a native library nor unsafe memory meets
 * hostile bytes; what it keeps grows with what really comes out, up to the largest window that is accepted.
 */
final class Zstd extends InputStream {
    private static final long FRAME = 0xfd2fb528L;
    private static final long SKIPPABLE = 0x184d2a50L;
    private static final int LARGEST_WINDOW = 64 << 20;
    static final int LARGEST_BLOCK = 128 << 10;

    private final Window in;
    private byte[] out = new byte[1 << 14];
    private int given;
    private int made;
    private int windowSize;
    private boolean inFrame;
    private boolean checksum;
    private ZstdBlock block = new ZstdBlock();

    Zstd(InputStream stream) {
        this.in = stream instanceof Window window ? window : new Window(stream);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (given == made) {
            if (!more()) {
                return -1;
            }
        }
        int count = Math.min(length, made - given);
        System.arraycopy(out, given, target, offset, count);
        given += count;
        return count;
    }

    /** Reads one block, or what stands between frames; false at the end. */
    private boolean more() throws IOException {
        if (inFrame) {
            block();
            return true;
        }
        if (!in.has(8)) {
            return false;
        }
        long magic = in.intAt(0);
        if ((magic & ~15L) == SKIPPABLE) {
            long length = in.intAt(4);
            in.pass(8);
            in.skipNBytes(length);
            return true;
        }
        if (magic != FRAME) {
            return false;
        }
        frame();
        return true;
    }

    private void frame() throws IOException {
        int descriptor = in.byteAt(4);
        in.pass(5);
        boolean single = (descriptor & 32) != 0;
        checksum = (descriptor & 4) != 0;
        long window = 0;
        if (!single) {
            int size = require(1).byteAt(0);
            in.pass(1);
            long base = 1L << 10 + (size >> 3);
            window = base + base / 8 * (size & 7);
        }
        if (number(new int[] {0, 1, 2, 4}[descriptor & 3]) != 0) {
            throw new IOException("needs a dictionary");
        }
        long content = number(new int[] {single ? 1 : 0, 2, 4, 8}[descriptor >> 6]);
        window = single ? content + ((descriptor >> 6) == 1 ? 256 : 0) : window;
        if (window < 0 || window > LARGEST_WINDOW) {
            throw new IOException("too large a window");
        }
        windowSize = (int) window;
        given = 0;
        made = 0;
        inFrame = true;
        block = new ZstdBlock();
    }

    private Window require(int count) throws IOException {
        if (!in.has(count)) {
            throw new IOException("cut off");
        }
        return in;
    }

    private long number(int bytes) throws IOException {
        require(bytes);
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | in.byteAt(i);
        }
        in.pass(bytes);
        return value;
    }

    private void block() throws IOException {
        int header = (int) number(3);
        int size = header >> 3;
        if (size > LARGEST_BLOCK) {
            throw new IOException("too large a block");
        }
        makeRoom();
        switch (header >> 1 & 3) {
            case 0 -> made += in.readNBytes(out, made, size);
            case 1 -> {
                byte value = (byte) number(1);
                Arrays.fill(out, made, made + size, value);
                made += size;
            }
            case 2 -> {
                byte[] packed = require(size).bytesAt(0, size);
                in.pass(size);
                made = block.decode(packed, out, made);
            }
            default -> throw new IOException("damaged");
        }
        if ((header & 1) != 0) {
            inFrame = false;
            number(checksum ? 4 : 0);
        }
    }

    /** Lets go of what is further back than the window, and grows up to twice that. */
    private void makeRoom() {
        if (made + LARGEST_BLOCK > out.length) {
            int keep = Math.min(made, windowSize);
            int from = made - keep;
            byte[] target = out;
            if (keep + LARGEST_BLOCK > out.length || from < out.length / 2) {
                target = new byte[Math.min(2 * (windowSize + LARGEST_BLOCK), 2 * (keep + LARGEST_BLOCK))];
            }
            System.arraycopy(out, from, target, 0, keep);
            out = target;
            made = keep;
            given = keep;
        }
    }
}
