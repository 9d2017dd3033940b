package dev.keyturn.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Steps through the files of a tar stream. Long names in extra headers are read as files of their own. */
final class TarEntries {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;

    private final InputStream stream;
    private final byte[] header = new byte[BLOCK];
    private long left;
    private long padding;

    TarEntries(InputStream stream) {
        this.stream = stream;
    }

    /** Steps behind the current file to the next; false at the end. */
    boolean next() throws IOException {
        stream.skipNBytes(left + padding);
        if (stream.readNBytes(header, 0, BLOCK) < BLOCK || header[0] == 0) {
            return false;
        }
        left = size();
        padding = (BLOCK - left % BLOCK) % BLOCK;
        return true;
    }

    String name() {
        int end = 0;
        while (end < NAME && header[end] != 0) {
            end++;
        }
        return new String(header, 0, end, StandardCharsets.UTF_8);
    }

    /** The current file's bytes. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left == 0 || length == 0) {
                    return left == 0 ? -1 : 0;
                }
                int count = stream.read(target, offset, (int) Math.min(length, left));
                left -= Math.max(0, count);
                return count;
            }
        };
    }

    private long size() throws IOException {
        long size = 0;
        for (int i = SIZE_AT; i < SIZE_AT + SIZE_LENGTH; i++) {
            if (header[i] >= '0' && header[i] <= '7') {
                size = size << 3 | header[i] - '0';
            } else if (header[i] < 0) {
                throw new IOException("a tar entry of 8 GB and more");
            }
        }
        return size;
    }
}
