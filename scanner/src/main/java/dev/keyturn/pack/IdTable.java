package dev.keyturn.pack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Object ids in ascending order, back to back in one array; a place in it is the number of an id. */
public final class IdTable {
    /** Length of an id in bytes: SHA-1. */
    public static final int ID = 20;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] ids;
    private final int count;

    /** @param ids sorted */
    public IdTable(byte[] ids) {
        this.ids = ids;
        this.count = ids.length / ID;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** All of them, in order; not to be changed. */
    public byte[] bytes() {
        return ids;
    }

    /**
     * The number of the id that stands in {@code bytes} from an offset on, or -1. Ids are spread evenly, so that the
     * look starts where the first bytes say and goes on in steps that double until it has passed the id.
     */
    public int find(byte[] bytes, int offset) {
        if (count == 0) {
            return -1;
        }
        long wanted = start(bytes, offset);
        int low = (int) ((wanted >>> Integer.SIZE) * count >>> Integer.SIZE);
        int high = low;
        int step = 8;
        while (low > 0 && Long.compareUnsigned(start(ids, low * ID), wanted) >= 0) {
            low = Math.max(0, low - step);
            step *= 2;
        }
        step = 8;
        while (high < count - 1 && Long.compareUnsigned(start(ids, high * ID), wanted) <= 0) {
            high = (int) Math.min(count - 1L, (long) high + step);
            step *= 2;
        }
        return between(low, high, wanted, bytes, offset);
    }

    private int between(int from, int to, long wanted, byte[] bytes, int offset) {
        int low = from;
        int high = to;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(start(ids, middle * ID), wanted);
            if (order == 0) {
                order = Arrays.compareUnsigned(ids, middle * ID, middle * ID + ID, bytes, offset, offset + ID);
            }
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private static long start(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    /** Copies an id. */
    void copy(int number, byte[] target) {
        System.arraycopy(ids, number * ID, target, 0, ID);
    }

    /** Whether the ids ascend, as a look-up needs them to. */
    boolean sorted() {
        for (int at = ID; at < ids.length; at += ID) {
            if (Arrays.compareUnsigned(ids, at - ID, at, ids, at, at + ID) > 0) {
                return false;
            }
        }
        return true;
    }
}
