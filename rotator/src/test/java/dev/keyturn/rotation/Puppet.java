package dev.keyturn.rotation;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker that runs only while it has the turn, and gives it back at every point at which a process can be interrupted:
 * before and after each request, each call of the store and each use of the database. Whoever directs it may let it go
 * on, or kill it there: then nothing of it reaches anything any more.
 */
final class Puppet {
    private static final int SECONDS_FOR_A_TURN = 30;

    /** The process is gone. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final String name;
    private final Runnable work;
    private final Semaphore turn = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean killed;
    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    Puppet(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    /** Lets it run to its next point; true if it is not over then. */
    boolean goOn() {
        if (thread == null) {
            thread = new Thread(this::run, name);
            thread.setDaemon(true);
            thread.start();
        } else {
            turn.release();
        }
        await(back);
        return !over;
    }

    /** Kills it where it stands. */
    void kill() {
        killed = true;
        if (thread != null && !over) {
            goOn();
        }
        over = true;
    }

    /** Called on the worker's thread, or on the one that answers its request. */
    void point() {
        if (!killed) {
            back.release();
            await(turn);
        }
        if (killed) {
            throw new Killed();
        }
    }

    private void run() {
        try {
            work.run();
        } catch (Killed e) {
            // as it was told
        } catch (RuntimeException | Error e) {
            failure = killed ? null : e;
        } finally {
            over = true;
            back.release();
        }
    }

    /** What it failed with, without having been killed. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    private static void await(Semaphore semaphore) {
        try {
            if (!semaphore.tryAcquire(SECONDS_FOR_A_TURN, TimeUnit.SECONDS)) {
                throw new AssertionError("a turn did not come");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
