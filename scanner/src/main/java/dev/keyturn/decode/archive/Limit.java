package dev.keyturn.decode.archive;

import java.io.IOException;

/** An archive has used up what it may take; nothing more of it is read. */
final class Limit extends IOException {
    private static final long serialVersionUID = 1L;

    Limit(String reason) {
        super(reason);
    }
}
