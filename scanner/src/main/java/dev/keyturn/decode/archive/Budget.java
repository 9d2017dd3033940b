package dev.keyturn.decode.archive;

import org.jspecify.annotations.Nullable;

/**
 * How many bytes may come out of an archive. Each entry gets half of what its archive has left, so that one which
 * unpacks to gigabytes leaves something for those behind it.
 */
final class Budget {
    private static final long SMALL = 4 << 20;

    private final @Nullable Budget parent;
    private long left;

    private Budget(@Nullable Budget parent, long bytes) {
        this.parent = parent;
        this.left = bytes;
    }

    static Budget of(long bytes) {
        return new Budget(null, bytes);
    }

    /** What one of several entries gets. */
    Budget part() {
        return new Budget(this, left > SMALL ? left / 2 : left);
    }

    /** Takes bytes; false if they are more than there was. */
    boolean take(long bytes) {
        boolean enough = true;
        for (Budget budget = this; budget != null; budget = budget.parent) {
            budget.left -= bytes;
            enough &= budget.left >= 0;
        }
        return enough;
    }
}
