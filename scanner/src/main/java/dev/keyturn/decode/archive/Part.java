package dev.keyturn.decode.archive;

import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a larger stream, which stays open. */
final class Part extends InputStream {
    private final InputStream stream;
    private long left;

    Part(InputStream stream, long length) {
        this.stream = stream;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        if (left <= 0) {
            return -1;
        }
        left--;
        return stream.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left <= 0) {
            return length == 0 ? 0 : -1;
        }
        int count = stream.read(target, offset, (int) Math.min(length, left));
        left -= Math.max(0, count);
        return count;
    }

    /** Passes over what was left unread; false if the larger stream ends before. */
    boolean pass() throws IOException {
        byte[] sink = new byte[(int) Math.min(left, 1 << 13)];
        while (left > 0) {
            if (read(sink, 0, sink.length) < 0) {
                return false;
            }
        }
        return true;
    }
}
