package dev.keyturn.pack;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The head of a pack's entry: kind, size of what is inflated, and of a delta, its base (gitformat-pack, "Entries"). */
final class EntryHead {
    /** No head is longer: a size of 64 bits, and a base as an offset or as an id. */
    static final int LONGEST = 10 + IdTable.ID;

    int kind;
    long size;
    /** How far before the entry its base begins, for an offset delta. */
    long distance;

    final byte[] baseId = new byte[IdTable.ID];

    /** Reads from the buffer's position on, which ends at the first deflated byte. */
    void read(ByteBuffer in) throws IOException {
        if (in.remaining() < 2) {
            throw new DamagedObjectException("the pack ends before the entry");
        }
        int next = in.get();
        kind = next >> 4 & 7;
        size = next & 15;
        int shift = 4;
        while (next < 0) {
            next = next(in);
            size |= (next & 0x7fL) << shift;
            shift += 7;
        }
        if (size < 0 || shift > 67) {
            throw new DamagedObjectException("an entry's size is out of range");
        }
        if (kind == Kind.OFFSET_DELTA) {
            distance(in);
        } else if (kind == Kind.REFERENCE_DELTA) {
            baseId(in);
        }
    }

    private void distance(ByteBuffer in) throws IOException {
        int next = next(in);
        distance = next & 0x7f;
        while (next < 0) {
            next = next(in);
            distance = distance + 1 << 7 | next & 0x7f;
        }
    }

    private void baseId(ByteBuffer in) throws IOException {
        if (in.remaining() < IdTable.ID) {
            throw new DamagedObjectException("the pack ends before the entry");
        }
        in.get(baseId);
    }

    private static int next(ByteBuffer in) throws IOException {
        if (!in.hasRemaining()) {
            throw new DamagedObjectException("the pack ends before the entry");
        }
        return in.get();
    }
}
