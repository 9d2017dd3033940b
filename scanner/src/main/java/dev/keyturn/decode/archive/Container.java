package dev.keyturn.decode.archive;

import java.io.IOException;
import java.io.InputStream;

/** Steps through what is inside one kind of archive. */
@FunctionalInterface
interface Container {
    /**
     * Hands over everything inside.
     *
     * @throws IOException if the archive is damaged; what was handed over before stands
     */
    void open(InputStream stream, Entries entries) throws IOException;
}
