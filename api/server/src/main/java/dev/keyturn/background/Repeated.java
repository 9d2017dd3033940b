package dev.keyturn.background;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A task that runs again a fixed time after it ended, and a last time when the server stops, after the last request was
 * answered. A failure is logged once and the task tried again.
 */
public final class Repeated implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);
    private static final Duration LAST_RUN = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final Runnable task;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Runnable lastTask;
    private Duration longestPause;
    private boolean runsFirst;
    private boolean failing;
    private volatile @Nullable Thread thread;

    /**
     * A task that begins with the server.
     *
     * @param name of the thread, after {@code keyturn-}
     * @param task short, and able to go on where it failed
     */
    public Repeated(String name, Duration pause, Runnable task) {
        this(name, pause, task, task);
    }

    /**
     * {@link #Repeated(String, Duration, Runnable)} for a task that does a part of its work at a time.
     *
     * @param lastTask what is done instead when the server stops
     */
    public Repeated(String name, Duration pause, Runnable task, Runnable lastTask) {
        this.name = name;
        this.pause = pause;
        this.longestPause = pause;
        this.task = task;
        this.lastTask = lastTask;
    }

    /** Has the task run once before the server takes requests, and start-up fail with it. */
    public Repeated first() {
        runsFirst = true;
        return this;
    }

    /**
     * Has the task take no more than a tenth of the time: while it is long, the pause is nine times as long as it was.
     *
     * @param longest that the pause may become
     */
    public Repeated sparing(Duration longest) {
        longestPause = longest;
        return this;
    }

    @Override
    public void start() {
        if (runsFirst) {
            task.run();
        }
        Thread running = new Thread(this::run, "keyturn-" + name);
        running.setDaemon(true);
        running.start();
        thread = running;
    }

    private void run() {
        try {
            long wait = pause.toNanos();
            while (!stopping.await(wait, TimeUnit.NANOSECONDS)) {
                long start = System.nanoTime();
                runOnce(task);
                wait = Math.max(pause.toNanos(), Math.min(longestPause.toNanos(), 9 * (System.nanoTime() - start)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runOnce(lastTask);
    }

    private void runOnce(Runnable work) {
        try {
            work.run();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("{} failed and is tried again: {}", name, e.getMessage());
            }
            failing = true;
        }
    }

    @Override
    public void stop() {
        stopping.countDown();
        Thread running = thread;
        if (running != null) {
            try {
                running.join(LAST_RUN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Every task takes its last run at the same time: with the database away each of them would wait for it in turn. */
    @Override
    public void stop(Runnable callback) {
        Thread ending = new Thread(
                () -> {
                    stop();
                    callback.run();
                },
                "keyturn-" + name + "-end");
        ending.setDaemon(true);
        ending.start();
    }

    @Override
    public boolean isRunning() {
        return thread != null && stopping.getCount() > 0;
    }

    /** After the pulse of the replica, before the web server; stopped in the reverse order. */
    @Override
    public int getPhase() {
        return 1;
    }
}
