package dev.keyturn.source.git;

import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;

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
        byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
        id.copyRawTo(raw, 0);
        return memory.signature(raw, 0);
    }
}
