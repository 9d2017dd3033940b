package dev.keyturn.rotation;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The right to work on one rotation until a lease runs out. It is judged here by this process's own monotonic clock from
 * before the lease was asked for, so it ends no later than the database says, whatever the wall clocks do.
 */
final class Claim {
    private final UUID rotation;
    private final long fence;
    private final @Nullable String previousOwner;
    private final AtomicLong endsAtNanos;

    /** @param previousOwner who held it before and did not give it back */
    Claim(UUID rotation, long fence, long endsAtNanos, @Nullable String previousOwner) {
        this.rotation = rotation;
        this.fence = fence;
        this.endsAtNanos = new AtomicLong(endsAtNanos);
        this.previousOwner = previousOwner;
    }

    static long endOf(Duration lease) {
        return System.nanoTime() + lease.toNanos();
    }

    UUID rotation() {
        return rotation;
    }

    long fence() {
        return fence;
    }

    @Nullable
    String previousOwner() {
        return previousOwner;
    }

    /** @throws LostClaimException if the lease ran out, after which somebody else may be at work */
    void check() {
        if (System.nanoTime() - endsAtNanos.get() >= 0) {
            throw new LostClaimException("the lease on rotation " + rotation + " ran out");
        }
    }

    /** The lease was prolonged. */
    void until(long nanos) {
        endsAtNanos.updateAndGet(now -> nanos - now > 0 ? nanos : now);
    }
}
