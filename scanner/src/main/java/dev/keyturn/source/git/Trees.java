package dev.keyturn.source.git;

import dev.keyturn.pack.Kind;
import dev.keyturn.source.Skipped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;

/** Trees by id, the last few thousand kept. A tree that is missing or damaged reads as an empty one, and is named once. */
final class Trees {
    private static final byte[] EMPTY = {};
    private static final long KEPT_BYTES = 48 << 20;

    private final Objects objects;
    private final Map<ObjectId, byte[]> kept = new LinkedHashMap<>(1 << 10, 0.75f, true);
    private final Consumer<Skipped> gaps;
    private long size;

    Trees(Objects objects) {
        this(objects, gap -> {});
    }

    /** @param gaps is told of trees that are missing or damaged */
    Trees(Objects objects, Consumer<Skipped> gaps) {
        this.objects = objects;
        this.gaps = gaps;
    }

    byte[] read(ObjectId id) {
        byte[] known = kept.get(id);
        if (known != null) {
            return known;
        }
        byte[] raw = objects.read(id, Kind.TREE);
        byte[] tree = raw == null ? missing(id) : raw;
        kept.put(id, tree);
        size += tree.length + 100L;
        while (size > KEPT_BYTES) {
            Map.Entry<ObjectId, byte[]> oldest = kept.entrySet().iterator().next();
            size -= oldest.getValue().length + 100L;
            kept.remove(oldest.getKey());
        }
        return tree;
    }

    private byte[] missing(ObjectId id) {
        if (!id.equals(TreeDiff.EMPTY)) {
            gaps.accept(new Skipped("tree " + id.name(), "missing or damaged: what it holds was not read"));
        }
        return EMPTY;
    }
}
