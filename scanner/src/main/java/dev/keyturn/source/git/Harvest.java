package dev.keyturn.source.git;

import dev.keyturn.pack.Stretches;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** What a sweep brings in beside what was seen; filled by several threads. */
final class Harvest {
    private final Map<ObjectId, CommitNode> commits = new ConcurrentHashMap<>();
    private final Map<ObjectId, String> missing = new ConcurrentHashMap<>();
    private final Map<ObjectId, Stretches> sighted = new ConcurrentHashMap<>();
    private final AtomicBoolean namesSighted = new AtomicBoolean();
    private final LongAdder read = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** The commits that were read. */
    Map<ObjectId, CommitNode> commits() {
        return commits;
    }

    /** The commit, read or not, or null. */
    @Nullable
    CommitNode commit(ObjectId id) {
        return commits.get(id);
    }

    /** What was named and is not there, with the name. */
    Map<ObjectId, String> missing() {
        return missing;
    }

    /** Blobs, commits and tags in which something was seen, with the parts to look at to see it again; none: all of it. */
    Map<ObjectId, Stretches> sighted() {
        return sighted;
    }

    /** Takes note that something was seen in the name of a file or a ref. */
    void nameSighted() {
        namesSighted.set(true);
    }

    /** Whether something was seen in the name of a file or a ref. */
    boolean namesSighted() {
        return namesSighted.get();
    }

    /** Counts an object as read, or as one that is there and could not be read. */
    void count(boolean done) {
        (done ? read : failed).increment();
    }

    /** Whether no object could be read at all. */
    boolean isEmpty() {
        return read.sum() == 0;
    }

    /** Whether objects that are there could not be read: what they name may have become unreachable by that. */
    boolean damaged() {
        return failed.sum() > 0;
    }
}
