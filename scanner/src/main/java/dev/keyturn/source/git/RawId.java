package dev.keyturn.source.git;

import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;

/** An id as the object store has it: 20 bytes. */
final class RawId {
    private RawId() {}

    static byte[] of(AnyObjectId id) {
        byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
        id.copyRawTo(raw, 0);
        return raw;
    }
}
