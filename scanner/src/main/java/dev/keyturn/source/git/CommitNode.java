package dev.keyturn.source.git;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.util.RawParseUtils;

/** A commit as the graph needs it: its tree and its parents as they are written, replace refs and grafts left out. */
final class CommitNode extends ObjectIdOwnerMap.Entry {
    private static final byte[] PARENT = {'p', 'a', 'r', 'e', 'n', 't', ' '};
    private static final int TREE_LINE = "tree ".length() + 40 + 1;
    private static final int PARENT_LINE = "parent ".length() + 40 + 1;

    private final ObjectId tree;
    private final ObjectId[] parents;
    private final long seconds;

    private CommitNode(AnyObjectId id, ObjectId tree, ObjectId[] parents, long seconds) {
        super(id);
        this.tree = tree;
        this.parents = parents;
        this.seconds = seconds;
    }

    /** @throws IllegalArgumentException if the bytes are no commit */
    static CommitNode parse(AnyObjectId id, byte[] raw) {
        try {
            List<ObjectId> parents = new ArrayList<>(2);
            int at = TREE_LINE;
            while (RawParseUtils.match(raw, at, PARENT) > 0) {
                parents.add(ObjectId.fromString(raw, at + PARENT.length));
                at += PARENT_LINE;
            }
            ObjectId tree = ObjectId.fromString(raw, "tree ".length());
            return new CommitNode(id, tree, parents.toArray(ObjectId[]::new), when(raw));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("no commit", e);
        }
    }

    /** The committer's time; 0 where the line for it is no such thing, which makes the rest no worse. */
    private static long when(byte[] raw) {
        try {
            int committer = RawParseUtils.committer(raw, 0);
            PersonIdent person = committer < 0 ? null : RawParseUtils.parsePersonIdent(raw, committer);
            return person == null ? 0 : person.getWhenAsInstant().getEpochSecond();
        } catch (RuntimeException e) {
            return 0;
        }
    }

    /** The same commit for another map: an entry is part of one map only. */
    CommitNode again() {
        return new CommitNode(this, tree, parents, seconds);
    }

    ObjectId tree() {
        return tree;
    }

    ObjectId[] parents() {
        return parents;
    }

    /** When it was committed, in seconds since 1970, by the committer's own clock. */
    long seconds() {
        return seconds;
    }
}
