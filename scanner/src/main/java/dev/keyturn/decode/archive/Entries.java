package dev.keyturn.decode.archive;

import java.io.IOException;
import java.io.InputStream;

/** Receives what is inside an archive. */
interface Entries {
    /**
     * Takes an entry. Its content may be left unread in part; a fault in it is noted and stays its own.
     *
     * @param name as the archive has it: for reports only, never a path of this machine; empty for what has none
     * @throws Limit if the whole archive has used up what it may
     */
    void entry(String name, InputStream content) throws IOException;

    /** Takes text that belongs to no entry's content: names, comments, targets of links. */
    void text(String name, byte[] text) throws IOException;

    /** Takes note of an entry that cannot be opened. */
    void omitted(String name, String reason);

    /** Whether all bytes of the archive are looked at as they are, besides what they unpack to. */
    boolean plainSeen();
}
