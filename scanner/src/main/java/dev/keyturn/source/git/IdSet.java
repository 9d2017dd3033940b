package dev.keyturn.source.git;

import java.util.Collection;

/** A set of object ids, told apart by their first eight bytes: what it has not was not put in. */
final class IdSet {
    private final long[] slots;
    private final int mask;
    private boolean zero;
    private final boolean empty;

    /** @param ids the first eight bytes of each */
    IdSet(Collection<Long> ids) {
        slots = new long[Math.max(16, Integer.highestOneBit(ids.size()) * 4)];
        mask = slots.length - 1;
        empty = ids.isEmpty();
        ids.forEach(this::add);
    }

    private void add(long id) {
        zero |= id == 0;
        int at = slot(id);
        while (slots[at] != 0 && slots[at] != id) {
            at = at + 1 & mask;
        }
        slots[at] = id;
    }

    boolean isEmpty() {
        return empty;
    }

    boolean has(long id) {
        int at = slot(id);
        while (slots[at] != 0) {
            if (slots[at] == id) {
                return true;
            }
            at = at + 1 & mask;
        }
        return id == 0 && zero;
    }

    private int slot(long id) {
        return (int) (id >>> 32) & mask;
    }

    /** The first eight bytes of an id. */
    static long start(byte[] bytes, int offset) {
        long start = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            start = start << 8 | bytes[offset + i] & 0xff;
        }
        return start;
    }
}
