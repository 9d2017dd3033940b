package dev.keyturn.revocation;

import java.time.Duration;

/**
 * The right of this replica to answer from memory. It lasts a fixed time from the moment before the database was asked
 * for the state that the memory now has, by the process's own monotonic clock: a process that was stopped finds it
 * over. The wall clock can only shorten it, which catches a machine whose monotonic clock stands still while suspended.
 */
public final class Lease {
    /** How long memory may be behind the database. */
    public static final Duration LENGTH = Duration.ofSeconds(2);

    private record Bound(long nanos, long millis) {}

    private volatile Bound start = before();
    private volatile boolean forfeited;

    /** The moment before a question to the database, for {@link #extend}. */
    static long now() {
        return System.nanoTime();
    }

    /** Memory has everything that was committed at this moment. */
    void extend(long askedNanos) {
        long age = Duration.ofNanos(System.nanoTime() - askedNanos).toMillis();
        start = new Bound(askedNanos, System.currentTimeMillis() - age);
    }

    /** Ends the right at once. */
    void end() {
        start = before();
    }

    /** Ends the right, and that to ask the database instead: it is not the one that memory followed. */
    void forfeit() {
        forfeited = true;
        end();
    }

    /** Whether no key may be accepted any more, until the process is started anew. */
    public boolean isForfeited() {
        return forfeited;
    }

    /** Whether an answer from memory may be given now. */
    public boolean holds() {
        Bound bound = start;
        return System.nanoTime() - bound.nanos < LENGTH.toNanos()
                && System.currentTimeMillis() - bound.millis < LENGTH.toMillis();
    }

    private static Bound before() {
        return new Bound(System.nanoTime() - LENGTH.toNanos(), 0);
    }
}
