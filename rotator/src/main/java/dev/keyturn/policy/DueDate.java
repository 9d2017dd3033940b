package dev.keyturn.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * When a key is due: its age reaches the interval, less a part of it, so that keys which were made together do not fall
 * due together. The share depends on the lineage alone, so the date does not move.
 */
public final class DueDate {
    private DueDate() {}

    /** The due date of a key that was made, or last rotated, at a time. */
    public static Instant of(UUID lineage, Instant rotatedAt, Policy policy) {
        Duration most = Duration.ofMillis(
                (long) (policy.interval().toMillis() * policy.timing().jitter()));
        return rotatedAt.plus(policy.interval()).minus(early(lineage, most));
    }

    private static Duration early(UUID lineage, Duration most) {
        long mixed = mix(lineage.getMostSignificantBits() ^ Long.rotateLeft(lineage.getLeastSignificantBits(), 31));
        double share = (mixed >>> 11) * 0x1.0p-53;
        return Duration.ofMillis((long) (most.toMillis() * share));
    }

    /** The finalizer of MurmurHash3: every bit of the input moves half of the output's. */
    private static long mix(long bits) {
        long mixed = bits;
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
