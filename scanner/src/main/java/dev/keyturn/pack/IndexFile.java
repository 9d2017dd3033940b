package dev.keyturn.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The index of a pack, version 1 or 2, mapped (gitformat-pack, "Pack idx files"): so that looking one id up costs the
 * same whatever it holds.
 */
final class IndexFile {
    private static final int MAGIC = 0xff744f63;
    private static final int FAN_OUT = 256;
    private static final int CHECKSUMS = 40;
    private static final int MOST = Integer.MAX_VALUE / IdTable.ID;
    private static final int NUMBERED = IdTable.ID + Integer.BYTES;

    private final ByteBuffer bytes;
    private final boolean second;
    private final int fan;
    private final int ids;
    private final int count;
    private final byte[] id = new byte[IdTable.ID];

    private IndexFile(ByteBuffer bytes) throws IOException {
        this.bytes = bytes;
        this.second = bytes.limit() > 8 && bytes.getInt(0) == MAGIC;
        this.fan = second ? 2 * Integer.BYTES : 0;
        this.ids = fan + FAN_OUT * Integer.BYTES;
        if (second && bytes.getInt(Integer.BYTES) != 2) {
            throw new DamagedObjectException("pack index of unknown version " + bytes.getInt(Integer.BYTES));
        }
        this.count = bytes.limit() < ids ? -1 : checkedCount();
        long entry = second ? NUMBERED + Integer.BYTES : NUMBERED;
        if (count < 0 || count > MOST || ids + count * entry + CHECKSUMS > bytes.limit()) {
            throw new DamagedObjectException("pack index that counts more than it holds");
        }
    }

    /**
     * @param file a regular file
     * @throws IOException if it cannot be read, or is no index
     */
    static IndexFile open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = Math.min(channel.size(), Integer.MAX_VALUE);
            return new IndexFile(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
        }
    }

    /** The fan-out's last number counts the ids; its numbers never fall, or the count is -1. */
    private int checkedCount() {
        int before = 0;
        for (int i = 0; i < FAN_OUT; i++) {
            int next = bytes.getInt(fan + Integer.BYTES * i);
            if (next < before) {
                return -1;
            }
            before = next;
        }
        return before;
    }

    /** Whether it can be that of a pack of so many bytes: each entry takes a few. */
    boolean fits(long packSize) {
        return count <= packSize;
    }

    /** Where the entry of an id begins, or -1. */
    long find(byte[] wanted) {
        int first = wanted[0] & 0xff;
        int low = first == 0 ? 0 : bytes.getInt(fan + Integer.BYTES * (first - 1));
        int high = bytes.getInt(fan + Integer.BYTES * first) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            bytes.get(idAt(middle), id);
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

    private int idAt(int number) {
        return second ? ids + number * IdTable.ID : ids + number * NUMBERED + Integer.BYTES;
    }

    private long offset(int number) {
        if (!second) {
            return bytes.getInt(ids + number * NUMBERED) & 0xffffffffL;
        }
        return resolved(bytes.getInt(ids + count * NUMBERED + number * Integer.BYTES));
    }

    /** Offsets beyond 2 GiB stand in a table of their own; one that is not there is beyond any pack. */
    private long resolved(int offset) {
        if (offset >= 0) {
            return offset;
        }
        long row = ids + count * (NUMBERED + 4L) + (offset & 0x7fffffffL) * Long.BYTES;
        return row + Long.BYTES <= bytes.limit() ? bytes.getLong((int) row) : Long.MAX_VALUE;
    }

    /** All ids in their order. */
    byte[] ids() {
        byte[] all = new byte[count * IdTable.ID];
        if (second) {
            bytes.get(ids, all);
        }
        for (int i = 0; i < count && !second; i++) {
            bytes.get(idAt(i), all, i * IdTable.ID, IdTable.ID);
        }
        return all;
    }

    /** Where the entry of each id begins, by the number of the id. */
    long[] offsets() {
        long[] all = new long[count];
        if (second) {
            IntBuffer raw =
                    bytes.slice(ids + count * NUMBERED, count * Integer.BYTES).asIntBuffer();
            for (int i = 0; i < count; i++) {
                all[i] = resolved(raw.get(i));
            }
        }
        for (int i = 0; i < count && !second; i++) {
            all[i] = offset(i);
        }
        return all;
    }
}
