package dev.keyturn.source.git;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Trees by id, the last few thousand kept. A tree that is missing or damaged reads as an empty one. */
final class Trees {
    private static final byte[] EMPTY = {};
    private static final long KEPT_BYTES = 48 << 20;

    private final Objects objects;
    private final Map<ObjectId, byte[]> kept = new LinkedHashMap<>(1 << 10, 0.75f, true);
    private long size;

    Trees(Objects objects) {
        this.objects = objects;
    }

    byte[] read(ObjectId id) {
        byte[] known = kept.get(id);
        if (known != null) {
            return known;
        }
        byte[] raw = objects.read(id, Constants.OBJ_TREE);
        byte[] tree = raw == null ? EMPTY : raw;
        kept.put(id, tree);
        size += tree.length + 100L;
        while (size > KEPT_BYTES) {
            Map.Entry<ObjectId, byte[]> oldest = kept.entrySet().iterator().next();
            size -= oldest.getValue().length + 100L;
            kept.remove(oldest.getKey());
        }
        return tree;
    }
}
