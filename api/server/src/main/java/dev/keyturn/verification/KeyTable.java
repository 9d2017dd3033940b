package dev.keyturn.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keys by the first half of their look-up: 128 bits that nobody without the pepper can choose or foresee, so that a
 * second key with the same is not to be expected in the life of the universe. Open addressing, 20 bytes a slot, at most
 * three of four slots taken; keys stand in the order of their look-ups, but for those that found their slot taken.
 *
 * <p>One thread writes, any number read, and nobody waits.
 */
final class KeyTable {
    private static final int SMALLEST_BITS = 12;

    /** In the place of a key that is not in the database any more: a slot is never emptied. */
    private static final KnownKey GONE = new KnownKey(0, 0, KeyRows.NO_TERMS, Ending.NONE);

    private volatile Slots slots = new Slots(SMALLEST_BITS);
    private int taken;

    /** A key that stands in the table. */
    record Entry(long first, long second, KnownKey key) {}

    private static final class Slots {
        private final int bits;
        private final long[] lookups;
        private final AtomicReferenceArray<KnownKey> keys;

        Slots(int bits) {
            this.bits = bits;
            this.lookups = new long[2 << bits];
            this.keys = new AtomicReferenceArray<>(1 << bits);
        }

        int home(long first) {
            return (int) (first >>> (Long.SIZE - bits));
        }

        int after(int slot) {
            return (slot + 1) & (keys.length() - 1);
        }

        /** The slot of a look-up: it holds its key, or is empty and stands where the key would. */
        int find(long first, long second) {
            int slot = home(first);
            while (keys.getAcquire(slot) != null && !holds(slot, first, second)) {
                slot = after(slot);
            }
            return slot;
        }

        private boolean holds(int slot, long first, long second) {
            return lookups[2 * slot] == first && lookups[2 * slot + 1] == second;
        }

        /** A reader that sees the key sees the look-up, which is written before and never again. */
        boolean put(long first, long second, KnownKey key) {
            int slot = find(first, second);
            boolean isNew = keys.getPlain(slot) == null;
            if (isNew) {
                lookups[2 * slot] = first;
                lookups[2 * slot + 1] = second;
            }
            keys.setRelease(slot, key);
            return isNew;
        }

        @Nullable
        Entry entry(int slot) {
            KnownKey key = keys.getAcquire(slot);
            return key == null ? null : new Entry(lookups[2 * slot], lookups[2 * slot + 1], key);
        }
    }

    @Nullable
    KnownKey find(Lookup lookup) {
        Slots now = slots;
        KnownKey key = now.keys.getAcquire(now.find(lookup.first(), lookup.second()));
        return key == GONE ? null : key;
    }

    void put(Lookup lookup, KnownKey key) {
        put(lookup.first(), lookup.second(), key);
    }

    /** The look-up is unknown from now on. */
    void remove(Entry entry) {
        put(entry.first, entry.second, GONE);
    }

    private void put(long first, long second, KnownKey key) {
        if (4L * (taken + 1) > 3L << slots.bits) {
            grow();
        }
        if (slots.put(first, second, key)) {
            taken++;
        }
    }

    private void grow() {
        Slots old = slots;
        Slots larger = new Slots(old.bits + 1);
        for (int slot = 0; slot < old.keys.length(); slot++) {
            Entry entry = old.entry(slot);
            if (entry != null) {
                larger.put(entry.first, entry.second, entry.key);
            }
        }
        slots = larger;
    }

    /** The keys whose look-ups begin with some bits. */
    List<Entry> beginningWith(int prefix, int prefixBits) {
        long from = (long) prefix << (Long.SIZE - prefixBits);
        Slots now = slots;
        List<Entry> found = new ArrayList<>();
        int last = now.home(from | (-1L >>> prefixBits));
        int slot = now.home(from);
        int least = last - slot;
        for (int looked = 0; looked < now.keys.length(); looked++) {
            Entry entry = now.entry(slot);
            if (entry == null && looked >= least) {
                break;
            }
            if (entry != null && entry.key != GONE && begins(entry.first, from, prefixBits)) {
                found.add(entry);
            }
            slot = now.after(slot);
        }
        return found;
    }

    private static boolean begins(long first, long from, int prefixBits) {
        return Long.numberOfLeadingZeros(first ^ from) >= prefixBits;
    }
}
