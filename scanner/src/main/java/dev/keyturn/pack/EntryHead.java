package dev.keyturn.pack;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The head of a pack's entry: kind, size of what is inflated, and of a delta, its base (gitformat-pack, "Entries"). */
public final class EntryHead {
    /** No head is longer: a size of 64 bits, and a base as an offset or as an id. */
    static final int LONGEST = 10 + IdTable.ID;

    /** As a pack numbers them. */
    int kind;

    long size;

    /** How far before the entry its base begins, for an offset delta. */
    long distance;

    final byte[] baseId = new byte[IdTable.ID];

    /** Kind as a pack numbers them: a delta is {@link Kind#OFFSET_DELTA} or {@link Kind#REFERENCE_DELTA}. */
    public int kind() {
        return kind;
    }

    /** Count of bytes that are inflated. */
    public long size() {
        return size;
    }

    /** Of an offset delta, how far before the entry its base begins. */
    public long distance() {
        return distance;
    }

    /** Of a reference delta, its base's id; overwritten by the next reading. */
    public byte[] baseId() {
        return baseId;
    }

    /** Reads from the buffer's position on, which ends at the first deflated byte. */
    public void read(ByteBuffer in) throws IOException {
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
            readDistance(in);
        } else if (kind == Kind.REFERENCE_DELTA) {
            readBaseId(in);
        }
    }

    private void readDistance(ByteBuffer in) throws IOException {
        int next = next(in);
        distance = next & 0x7f;
        while (next < 0) {
            next = next(in);
            distance = distance + 1 << 7 | next & 0x7f;
        }
    }

    private void readBaseId(ByteBuffer in) throws IOException {
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
