package dev.keyturn.source;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Receives what a source reads. Sources call it from several threads at a time. */
public interface Sink {
    /** Takes one piece; its bytes belong to the source again when this returns. */
    Look piece(Piece piece);

    /**
     * Takes content of any size, which is read to its end in chunks. The stream stays the source's to close.
     *
     * @throws IOException if the stream fails
     */
    Look stream(String name, @Nullable Place place, InputStream stream) throws IOException;

    /** Takes note of something that could not be read. */
    void skip(Skipped skipped);

    /** Where to count what was read. */
    Tally tally();
}
