package dev.keyturn.starter;

import java.time.Duration;

/**
 * The right to answer from memory, on this process's monotonic clock. The wall clock can only shorten it: it notices a
 * machine whose monotonic clock stood still while it was suspended.
 */
final class CacheLease {
    private record Bound(long nanos, long millis, long length) {}

    private volatile Bound bound = new Bound(0, 0, 0);

    /** @param askedNanos the monotonic time before the api was asked */
    void extend(long askedNanos, Duration length) {
        long age = Duration.ofNanos(System.nanoTime() - askedNanos).toMillis();
        bound = new Bound(askedNanos, System.currentTimeMillis() - age, length.toMillis());
    }

    void end() {
        bound = new Bound(0, 0, 0);
    }

    boolean holds() {
        Bound now = bound;
        return System.nanoTime() - now.nanos < Duration.ofMillis(now.length).toNanos()
                && System.currentTimeMillis() - now.millis < now.length;
    }
}
