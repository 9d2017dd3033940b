package dev.keyturn.pack;

import java.io.IOException;

/** Stored bytes are not what their format says. */
public final class DamagedObjectException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedObjectException(String reason) {
        super(reason);
    }
}
