package dev.keyturn.source.git;

import org.eclipse.jgit.lib.AnyObjectId;

/**
 * What a sweep leaves to a trace.
 *
 * @param store the objects that were read
 * @param graph the commits
 * @param signatures what their trees lead to
 * @param memory of the objects that were read before
 */
record Swept(ObjectStore store, CommitGraph graph, Signatures signatures, Memory memory) {
    /** What an object leads to; 0 if that is nothing. */
    long signature(AnyObjectId id) {
        int number = store.number(id);
        if (number >= 0) {
            return signatures.of(number);
        }
        return memory.signature(RawId.of(id), 0);
    }
}
