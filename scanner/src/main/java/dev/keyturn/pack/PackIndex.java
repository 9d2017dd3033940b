package dev.keyturn.pack;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The index of a pack, version 1 or 2 (gitformat-pack, "Pack idx files").
 *
 * @param ids what the pack has
 * @param offsets where each begins in it, by the number of its id
 */
record PackIndex(IdTable ids, long[] offsets) {
    private static final int MAGIC = 0xff744f63;
    private static final int FAN_OUT = 256;
    private static final int LARGE = 0x80000000;
    private static final int MOST = Integer.MAX_VALUE / IdTable.ID;

    /** @throws IOException if it cannot be read, or is not one */
    static PackIndex read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            int first = in.readInt();
            if (first != MAGIC) {
                return version1(in, first, Files.size(file));
            }
            int version = in.readInt();
            if (version != 2) {
                throw new DamagedObjectException("pack index of unknown version " + version);
            }
            return version2(in, count(in, in.readInt()), Files.size(file));
        }
    }

    /** The fan-out's last number counts the ids; its numbers never fall. */
    private static int count(DataInputStream in, int first) throws IOException {
        int count = first;
        for (int i = 1; i < FAN_OUT; i++) {
            int next = in.readInt();
            if (next < count) {
                throw new DamagedObjectException("pack index whose fan-out falls");
            }
            count = next;
        }
        return count;
    }

    private static void checkSize(int count, int entry, long size) throws IOException {
        if (count < 0 || count > MOST || (long) count * entry > size) {
            throw new DamagedObjectException("pack index that counts more than it holds");
        }
    }

    private static PackIndex version1(DataInputStream in, int first, long size) throws IOException {
        int count = count(in, first);
        checkSize(count, Integer.BYTES + IdTable.ID, size);
        byte[] ids = new byte[count * IdTable.ID];
        long[] offsets = new long[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = in.readInt() & 0xffffffffL;
            in.readFully(ids, i * IdTable.ID, IdTable.ID);
        }
        return checked(ids, offsets);
    }

    private static PackIndex version2(DataInputStream in, int count, long size) throws IOException {
        checkSize(count, 2 * Integer.BYTES + IdTable.ID, size);
        byte[] ids = new byte[count * IdTable.ID];
        in.readFully(ids);
        in.skipNBytes((long) count * Integer.BYTES);
        long[] offsets = new long[count];
        byte[] raw = new byte[count * Integer.BYTES];
        in.readFully(raw);
        int large = 0;
        for (int i = 0; i < count; i++) {
            int offset = (raw[4 * i] & 0xff) << 24
                    | (raw[4 * i + 1] & 0xff) << 16
                    | (raw[4 * i + 2] & 0xff) << 8
                    | raw[4 * i + 3] & 0xff;
            offsets[i] = offset;
            large += offset < 0 ? 1 : 0;
        }
        if (large > 0) {
            resolve(offsets, in, large, size);
        }
        return checked(ids, offsets);
    }

    /** Offsets beyond 2 GiB stand in a table of their own. */
    private static void resolve(long[] offsets, DataInputStream in, int large, long size) throws IOException {
        checkSize(large, Long.BYTES, size);
        long[] table = new long[large];
        for (int i = 0; i < large; i++) {
            table[i] = in.readLong();
        }
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] < 0) {
                int row = (int) offsets[i] & ~LARGE;
                if (row >= large) {
                    throw new DamagedObjectException("pack index that names an offset it lacks");
                }
                offsets[i] = table[row];
            }
        }
    }

    private static PackIndex checked(byte[] ids, long[] offsets) throws IOException {
        IdTable table = new IdTable(ids);
        if (!table.sorted()) {
            throw new DamagedObjectException("pack index whose ids are out of order");
        }
        return new PackIndex(table, offsets);
    }
}
