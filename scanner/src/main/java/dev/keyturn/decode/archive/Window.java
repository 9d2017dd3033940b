package dev.keyturn.decode.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream that can be looked into ahead of what is read from it, numbers with the low byte first. */
final class Window extends InputStream {
    private static final int SIZE = 1 << 15;

    private final InputStream stream;
    private byte[] buffer = new byte[SIZE];
    private int at;
    private int end;

    Window(InputStream stream) {
        this.stream = stream;
    }

    /** Whether so many bytes are still to come; they can be looked at then. */
    boolean has(int count) throws IOException {
        if (end - at < count) {
            fill(count);
        }
        return end - at >= count;
    }

    int byteAt(int offset) {
        return buffer[at + offset] & 0xff;
    }

    int shortAt(int offset) {
        return byteAt(offset) | byteAt(offset + 1) << 8;
    }

    /** Unsigned. */
    long intAt(int offset) {
        return shortAt(offset) | (long) shortAt(offset + 2) << 16;
    }

    long longAt(int offset) {
        return intAt(offset) | intAt(offset + 4) << 32;
    }

    byte[] bytesAt(int offset, int count) {
        return Arrays.copyOfRange(buffer, at + offset, at + offset + count);
    }

    /** Passes over bytes that were looked at. */
    void pass(int count) {
        at += count;
    }

    /** How many bytes can be looked at without reading on. */
    int buffered() {
        return end - at;
    }

    /** Gives everything that is buffered, at least a byte if there is one, to be inflated. */
    boolean feed(java.util.zip.Inflater inflater) throws IOException {
        if (!has(1)) {
            return false;
        }
        inflater.setInput(buffer, at, end - at);
        at = end;
        return true;
    }

    /** Takes back what was fed and not used. */
    void unread(int count) {
        at -= count;
    }

    @Override
    public int read() throws IOException {
        return has(1) ? buffer[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!has(1)) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, target, offset, count);
        at += count;
        return count;
    }

    private void fill(int count) throws IOException {
        if (at + count > buffer.length) {
            byte[] target = count > buffer.length ? new byte[count + SIZE] : buffer;
            System.arraycopy(buffer, at, target, 0, end - at);
            buffer = target;
            end -= at;
            at = 0;
        }
        int got = 0;
        while (end - at < count && got >= 0) {
            got = stream.read(buffer, end, buffer.length - end);
            end += Math.max(0, got);
        }
    }
}
