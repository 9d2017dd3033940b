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

    /** So many ids share a place in the index, on the average. */
    private static final int SHARED_BITS = 3;

    private final byte[] ids;
    private final int count;
    private final int shift;

    /** For each value of the first bits of an id, the number of the first id that does not start with less. */
    private final int[] index;

    /** @param ids sorted */
    public IdTable(byte[] ids) {
        this.ids = ids;
        this.count = ids.length / ID;
        int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(count) - SHARED_BITS);
        this.shift = Long.SIZE - bits;
        this.index = new int[(1 << bits) + 1];
        int place = 0;
        for (int number = 0; number < count; number++) {
            for (int its = place(start(ids, number * ID)); place <= its; place++) {
                index[place] = number;
            }
        }
        Arrays.fill(index, place, index.length, count);
    }

    private int place(long start) {
        return (int) (start >>> shift);
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** All of them, in order; not to be changed. */
    public byte[] bytes() {
        return ids;
    }

    /** The number of the id that stands in {@code bytes} from an offset on, or -1. */
    public int find(byte[] bytes, int offset) {
        long wanted = start(bytes, offset);
        int place = place(wanted);
        return between(index[place], index[place + 1] - 1, wanted, bytes, offset);
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
