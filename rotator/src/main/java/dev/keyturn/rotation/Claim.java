package dev.keyturn.rotation;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to work on one rotation until a lease runs out. It is judged here by this process's own monotonic clock from
 * before the lease was asked for, so it ends no later than the database says, whatever the wall clocks do.
 *
 * @param previousOwner who held it before and did not give it back
 */
record Claim(
        UUID rotation,
        long fence,
        long endsAtNanos,
        @Nullable String previousOwner) {
    static long endOf(Duration lease) {
        return System.nanoTime() + lease.toNanos();
    }

    /** @throws LostClaimException if the lease ran out, after which somebody else may be at work */
    void check() {
        if (System.nanoTime() - endsAtNanos >= 0) {
            throw new LostClaimException("the lease on rotation " + rotation + " ran out");
        }
    }

    /** The same claim after its lease was prolonged. */
    Claim until(long nanos) {
        return new Claim(rotation, fence, nanos, previousOwner);
    }
}
