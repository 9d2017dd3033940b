package dev.keyturn.revocation;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The epoch that the memory of this replica has, for those who wait for a later one. */
public final class ReachedEpoch {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition later = lock.newCondition();
    private long epoch = -1;

    void tell(long reached) {
        lock.lock();
        try {
            if (reached > epoch) {
                epoch = reached;
                later.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when this replica has a later epoch than that, or the time is over. */
    public void awaitLaterThan(long known, Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (epoch <= known && left > 0) {
                left = later.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
