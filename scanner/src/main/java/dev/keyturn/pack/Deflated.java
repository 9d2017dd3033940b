package dev.keyturn.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What stands deflated in a file from an offset on: so many bytes, or it fails at the end. */
final class Deflated extends InputStream {
    private static final int BLOCK = 1 << 14;

    private final FileChannel file;
    private final Inflater inflater = new Inflater();
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
    private final byte[] one = new byte[1];
    private long at;
    private long left;

    Deflated(FileChannel file, long offset, long size) {
        this.file = file;
        this.at = offset;
        this.left = size;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (left == 0) {
            checkEnd();
            return -1;
        }
        int count = inflate(target, from, (int) Math.min(length, left));
        if (count == 0 && length > 0) {
            throw new DamagedObjectException("an entry of another size than it says");
        }
        left -= count;
        return count;
    }

    private int inflate(byte[] target, int from, int length) throws IOException {
        try {
            int count = 0;
            while (count == 0 && length > 0 && !inflater.finished() && !inflater.needsDictionary()) {
                if (inflater.needsInput()) {
                    feed();
                }
                count = inflater.inflate(target, from, length);
            }
            return count;
        } catch (DataFormatException e) {
            throw new DamagedObjectException("an entry that does not inflate");
        }
    }

    private void feed() throws IOException {
        block.clear();
        int count = file.read(block, at);
        if (count <= 0) {
            throw new DamagedObjectException("an entry that ends early");
        }
        at += count;
        inflater.setInput(block.flip());
    }

    private void checkEnd() throws IOException {
        if (!inflater.finished() && inflate(one, 0, 1) > 0) {
            throw new DamagedObjectException("an entry of another size than it says");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
