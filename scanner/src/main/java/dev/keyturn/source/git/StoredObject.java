package dev.keyturn.source.git;

import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;

/** An object that the store says it has, and where: objects of one pack are read in the order of their offsets. */
final class StoredObject extends ObjectIdOwnerMap.Entry {
    private final int pack;
    private final long offset;

    StoredObject(AnyObjectId id, int pack, long offset) {
        super(id);
        this.pack = pack;
        this.offset = offset;
    }

    int pack() {
        return pack;
    }

    long offset() {
        return offset;
    }
}
