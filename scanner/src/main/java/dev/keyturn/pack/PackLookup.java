package dev.keyturn.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A pack in which single objects are looked up: its index stays on disk, mapped, so that opening it costs the same
 * whatever it holds (gitformat-pack, "Pack idx files").
 */
final class PackLookup implements AutoCloseable {
    private static final int MAGIC = 0xff744f63;
    private static final int FAN_OUT = 256;
    private static final int CHECKSUMS = 40;
    private static final int TRAILER = 20;

    private final FileChannel pack;
    private final ByteBuffer index;
    private final boolean second;
    private final int fan;
    private final int ids;
    private final int count;
    private final byte[] id = new byte[IdTable.ID];

    private PackLookup(FileChannel pack, ByteBuffer index) throws IOException {
        this.pack = pack;
        this.index = index;
        this.second = index.limit() > 8 && index.getInt(0) == MAGIC;
        this.fan = second ? 2 * Integer.BYTES : 0;
        this.ids = fan + FAN_OUT * Integer.BYTES;
        this.count = index.limit() < ids ? -1 : checkedCount();
        long entry = second ? IdTable.ID + 2L * Integer.BYTES : IdTable.ID + Integer.BYTES;
        if (count < 0 || ids + count * entry + CHECKSUMS > index.limit()) {
            throw new DamagedObjectException("pack index that counts more than it holds");
        }
    }

    /** @throws IOException if the index or the pack cannot be read, or is none */
    static PackLookup open(Path indexFile) throws IOException {
        String name = String.valueOf(indexFile.getFileName());
        Path file = indexFile.resolveSibling(name.substring(0, name.length() - "idx".length()) + "pack");
        if (!Files.isRegularFile(file) || !Files.isRegularFile(indexFile)) {
            throw new DamagedObjectException("pack or index that is no file");
        }
        ByteBuffer index;
        try (FileChannel channel = FileChannel.open(indexFile, StandardOpenOption.READ)) {
            long size = Math.min(channel.size(), Integer.MAX_VALUE);
            index = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
        }
        FileChannel pack = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new PackLookup(pack, index);
        } catch (IOException e) {
            pack.close();
            throw e;
        }
    }

    /** How many ids there are, or -1 if the fan-out falls somewhere. */
    private int checkedCount() {
        int before = 0;
        for (int i = 0; i < FAN_OUT; i++) {
            int next = index.getInt(fan + Integer.BYTES * i);
            if (next < before) {
                return -1;
            }
            before = next;
        }
        return before;
    }

    /** Where the entry of an id begins, or -1. */
    long find(byte[] wanted) {
        int first = wanted[0] & 0xff;
        int low = first == 0 ? 0 : index.getInt(fan + Integer.BYTES * (first - 1));
        int high = index.getInt(fan + Integer.BYTES * first) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            index.get(second ? ids + middle * IdTable.ID : ids + middle * (IdTable.ID + 4) + 4, id);
            int order = Arrays.compareUnsigned(id, wanted);
            if (order == 0) {
                return offset(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private long offset(int number) {
        if (!second) {
            return index.getInt(ids + number * (IdTable.ID + 4)) & 0xffffffffL;
        }
        int offset = index.getInt(ids + count * (IdTable.ID + 4) + number * 4);
        long row = ids + count * (IdTable.ID + 8L) + (offset & 0x7fffffffL) * Long.BYTES;
        if (offset >= 0) {
            return offset;
        }
        return row + Long.BYTES <= index.limit() ? index.getLong((int) row) : Long.MAX_VALUE;
    }

    /**
     * Reads the head of an entry.
     *
     * @return where its deflated bytes begin
     */
    long head(long offset, EntryHead head) throws IOException {
        long end = pack.size() - TRAILER;
        if (offset < 0 || offset >= end) {
            throw new DamagedObjectException("the pack ends before the entry");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(EntryHead.LONGEST, end - offset));
        pack.read(bytes, offset);
        head.read(bytes.flip());
        return offset + bytes.position();
    }

    FileChannel channel() {
        return pack;
    }

    @Override
    public void close() throws IOException {
        pack.close();
    }
}
