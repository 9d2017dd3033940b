package dev.keyturn.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates entries of packs, for one thread. */
final class Inflation implements AutoCloseable {
    private static final int BLOCK = 1 << 16;

    private final Inflater inflater = new Inflater();
    private final EntryHead head = new EntryHead();
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    private final byte[] one = new byte[1];
    private FileChannel pack;
    private long blockStart;
    private long at;
    private long end;

    /** @param pack the pack's file */
    Inflation(FileChannel pack) {
        this.pack = pack;
        block.limit(0);
    }

    /** Turns to another pack. */
    void open(FileChannel other) {
        if (pack != other) {
            pack = other;
            block.limit(0);
        }
    }

    /**
     * Reads the head of an entry; {@link #inflate} gives the rest.
     *
     * @param offset where the entry begins
     * @param limit where it ends at the latest
     */
    EntryHead head(long offset, long limit) throws IOException {
        at = offset;
        end = limit;
        if (at < 0 || at >= end) {
            throw new DamagedObjectException("the pack ends before the entry");
        }
        fill();
        int before = block.position();
        head.read(block);
        at += block.position() - before;
        return head;
    }

    /** Inflates the entry whose head was read, whole, and checks the sum at its end. */
    void inflate(byte[] target, int length) throws IOException {
        inflater.reset();
        int made = 0;
        try {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    feed();
                }
                int count = made < length ? inflater.inflate(target, made, length - made) : inflater.inflate(one);
                made += count;
                if (made > length || inflater.needsDictionary()) {
                    throw new DamagedObjectException("an entry of another size than it says");
                }
            }
        } catch (DataFormatException e) {
            throw new DamagedObjectException("an entry that does not inflate");
        }
        if (made != length) {
            throw new DamagedObjectException("an entry of another size than it says");
        }
    }

    private void feed() throws IOException {
        if (at >= end) {
            throw new DamagedObjectException("an entry that ends early");
        }
        fill();
        ByteBuffer part = block.slice();
        part.limit((int) Math.min(part.limit(), end - at));
        at += part.limit();
        inflater.setInput(part);
    }

    /** Brings the byte at {@code at} under the block's position, and up to a block of what follows. */
    private void fill() throws IOException {
        boolean there = at >= blockStart && at < blockStart + block.limit();
        boolean enough = there && Math.min(end, at + EntryHead.LONGEST) <= blockStart + block.limit();
        if (!enough) {
            block.clear();
            Pack.read(pack, block, at);
            block.flip();
            blockStart = at;
        }
        if (at - blockStart >= block.limit()) {
            throw new DamagedObjectException("the pack ends before the entry");
        }
        block.position((int) (at - blockStart));
    }

    @Override
    public void close() {
        inflater.end();
    }
}
