package dev.keyturn.source;

/** Receives what a source reads. Sources call it from several threads at a time. */
public interface Sink {
    /** Takes one piece; its bytes belong to the source again when this returns. */
    void piece(Piece piece);

    /** Takes note of something that could not be read. */
    void skip(Skipped skipped);

    /** Where to count what was read. */
    Tally tally();
}
