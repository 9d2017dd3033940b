package dev.keyturn.pack;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects that were made lately and may be the base of the next: the longest unused go first. For one thread. */
final class RecentBases {
    private static final long MOST_HELD = 32 << 20;

    private final LinkedHashMap<Entry, Base> bases = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    private record Entry(PackLookup pack, long offset) {}

    /** What an entry is, deltas applied. The bytes are not to be changed. */
    record Base(Kind kind, byte[] bytes) {}

    @Nullable
    Base get(PackLookup pack, long offset) {
        return bases.get(new Entry(pack, offset));
    }

    void put(PackLookup pack, long offset, Base base) {
        Base before = bases.put(new Entry(pack, offset), base);
        held += base.bytes.length - (before == null ? 0 : before.bytes.length);
        var oldest = bases.entrySet().iterator();
        while (held > MOST_HELD && bases.size() > 1) {
            Map.Entry<Entry, Base> first = oldest.next();
            held -= first.getValue().bytes.length;
            oldest.remove();
        }
    }
}
