package dev.keyturn.source.git;

import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;

/** An object that the store says it has, and where: objects of one pack are read in the order of their offsets. */
final class StoredObject extends ObjectIdOwnerMap.Entry {
    private static final StoredObject[] NONE = {};

    private final int pack;
    private final long offset;
    private StoredObject[] children = NONE;
    private Leads leads = Leads.UNKNOWN;

    /** Whether an object is, or holds at any depth, something that is looked for. */
    enum Leads {
        UNKNOWN,
        BEING_ASKED,
        YES,
        NO
    }

    StoredObject(AnyObjectId id, int pack, long offset) {
        super(id);
        this.pack = pack;
        this.offset = offset;
    }

    /** Of a tree that was read, the stored objects that it names. */
    StoredObject[] children() {
        return children;
    }

    void children(StoredObject[] named) {
        children = named;
    }

    Leads leads() {
        return leads;
    }

    void leads(Leads answer) {
        leads = answer;
    }

    int pack() {
        return pack;
    }

    long offset() {
        return offset;
    }
}
