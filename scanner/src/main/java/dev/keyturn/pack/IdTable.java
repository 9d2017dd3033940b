package dev.keyturn.pack;

import java.util.Arrays;

/** Object ids in ascending order, back to back in one array; a place in it is the number of an id. */
final class IdTable {
    /** Length of an id in bytes: SHA-1. */
    static final int ID = 20;

    private final byte[] ids;
    private final int[] firstWith = new int[257];

    /** @param ids sorted */
    IdTable(byte[] ids) {
        this.ids = ids;
        int count = count();
        for (int i = count - 1; i >= 0; i--) {
            firstWith[ids[i * ID] & 0xff] = i;
        }
        int next = count;
        firstWith[256] = count;
        for (int first = 255; first >= 0; first--) {
            boolean used = firstWith[first] < count && (ids[firstWith[first] * ID] & 0xff) == first;
            next = used ? firstWith[first] : next;
            firstWith[first] = next;
        }
    }

    int count() {
        return ids.length / ID;
    }

    /** The number of the id that stands in {@code bytes} from an offset on, or -1. */
    int find(byte[] bytes, int offset) {
        int first = bytes[offset] & 0xff;
        int low = firstWith[first];
        int high = firstWith[first + 1] - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(ids, middle * ID, middle * ID + ID, bytes, offset, offset + ID);
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
