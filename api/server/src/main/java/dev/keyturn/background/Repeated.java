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
        this.name = name;
        this.pause = pause;
        this.task = task;
    }

    /** Has the task run once before the server takes requests, and start-up fail with it. */
    public Repeated first() {
        runsFirst = true;
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
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                runOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runOnce();
    }

    private void runOnce() {
        try {
            task.run();
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
