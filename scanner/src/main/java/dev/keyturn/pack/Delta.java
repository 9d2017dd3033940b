package dev.keyturn.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A delta: copies from a base, and insertions between them (gitformat-pack, "Deltified representation"). */
public final class Delta {
    private static final int COPY = 0x80;
    private static final int DEFAULT_COPY = 0x10000;

    private final byte[] bytes;
    private final int length;
    private int at;
    private final long baseSize;
    private final long resultSize;

    /** @param bytes valid up to {@code length} */
    public Delta(byte[] bytes, int length) throws IOException {
        this.bytes = bytes;
        this.length = length;
        this.baseSize = size();
        this.resultSize = size();
    }

    /**
     * What a delta is on.
     *
     * @param bytes valid up to {@code length}
     * @param open what of it is to be looked at again wherever it is copied to
     */
    public record Base(byte[] bytes, int length, Stretches open) {}

    /** Count of bytes that it makes. */
    public long resultSize() {
        return resultSize;
    }

    /**
     * Makes the result, and notes what of it is to be looked at: what was open in the base, and what it has not: insertions, and with length zero the seams where two
     * copies meet that are not neighbours in the base, or where the result begins or ends within it.
     *
     * @param target holds {@link #resultSize} bytes at least
     */
    public void apply(Base base, byte[] target, Stretches stretches) throws IOException {
        if (base.length() != baseSize) {
            throw new DamagedObjectException("a delta on a base of another size");
        }
        stretches.clear();
        int made = 0;
        int expected = 0;
        while (at < length) {
            int command = bytes[at++] & 0xff;
            if (command >= COPY) {
                int offset = number(command, 4);
                int count = number(command >> 4, 3);
                count = count == 0 ? DEFAULT_COPY : count;
                check(offset >= 0 && (long) offset + count <= baseSize && (long) made + count <= resultSize);
                System.arraycopy(base.bytes(), offset, target, made, count);
                if (offset != expected) {
                    stretches.add(made, made);
                }
                base.open().copyTo(stretches, offset, offset + count, made - offset);
                made += count;
                expected = offset + count;
            } else {
                check(command > 0 && at + command <= length && (long) made + command <= resultSize);
                System.arraycopy(bytes, at, target, made, command);
                stretches.add(made, made + command);
                at += command;
                made += command;
            }
        }
        check(made == resultSize);
        if (expected != baseSize) {
            stretches.add(made, made);
        }
    }

    /** What it inserts, one after the other, for one whose base is not there. */
    public byte[] inserted() throws IOException {
        ByteArrayOutputStream inserted = new ByteArrayOutputStream();
        while (at < length) {
            int command = bytes[at++] & 0xff;
            if (command >= COPY) {
                number(command, 4);
                number(command >> 4, 3);
            } else {
                check(command > 0 && at + command <= length);
                inserted.write(bytes, at, command);
                at += command;
            }
        }
        return inserted.toByteArray();
    }

    /** Writes the result where it is too large for memory. */
    void write(Content base, byte[] buffer, OutputStream out) throws IOException {
        check(base.size() == baseSize);
        long made = 0;
        while (at < length) {
            int command = bytes[at++] & 0xff;
            int count = command;
            if (command >= COPY) {
                long offset = number(command, 4) & 0xffffffffL;
                count = number(command >> 4, 3);
                count = count == 0 ? DEFAULT_COPY : count;
                check(offset + count <= baseSize && made + count <= resultSize);
                base.copy(offset, count, buffer, out);
            } else {
                check(command > 0 && at + command <= length && made + command <= resultSize);
                out.write(bytes, at, command);
                at += command;
            }
            made += count;
        }
        check(made == resultSize);
    }

    /** A little-endian number of which only those bytes are stored whose bit is set. */
    private int number(int present, int most) throws IOException {
        int number = 0;
        for (int i = 0; i < most; i++) {
            if ((present & 1 << i) != 0) {
                check(at < length);
                number |= (bytes[at++] & 0xff) << 8 * i;
            }
        }
        return number;
    }

    private long size() throws IOException {
        long size = 0;
        int shift = 0;
        int next;
        do {
            check(at < length && shift < 63);
            next = bytes[at++];
            size |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        return size;
    }

    private static void check(boolean holds) throws IOException {
        if (!holds) {
            throw new DamagedObjectException("a delta that does not fit its base");
        }
    }
}
