package dev.keyturn.rotation;

import java.util.Locale;

/** Why a rotation was started. */
public enum Cause {
    /** The key reached its age. */
    SCHEDULE,
    /** The key was seen where it should not be, and is refused already. */
    LEAK,
    /** A person asked. */
    REQUEST,
    /** The key became managed, and the store does not have it yet. */
    FIRST_DELIVERY;

    /** As it stands on the wire and in what people read. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
