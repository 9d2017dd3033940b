package dev.keyturn.sweep;

import dev.keyturn.rotation.Mirror;
import dev.keyturn.rotation.Planner;
import dev.keyturn.rotation.RotationEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps: plans what is due and takes on everything whose time has come, until nothing is left to do. A leaked key does
 * not wait for a sweep, nor behind one: it has workers of its own.
 */
public final class Sweeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final int WORKERS = 8;
    private static final Duration RENEWAL = Duration.ofSeconds(4);
    private static final Duration TELLING = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Planner planner;
    private final RotationEngine engine;
    private final Mirror mirror;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, work -> thread(work, "worker"));
    private final ScheduledExecutorService mirroring =
            Executors.newSingleThreadScheduledExecutor(work -> thread(work, "mirror"));
    private final ScheduledExecutorService renewing =
            Executors.newSingleThreadScheduledExecutor(work -> thread(work, "lease"));
    private final ScheduledExecutorService urgent = Executors.newScheduledThreadPool(2, work -> thread(work, "urgent"));
    private final AtomicBoolean mirrorAsked = new AtomicBoolean();

    public Sweeper(Planner planner, RotationEngine engine, Mirror mirror) {
        this.planner = planner;
        this.engine = engine;
        this.mirror = mirror;
        renewing.scheduleWithFixedDelay(this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void renew() {
        try {
            engine.renewLeases();
        } catch (RuntimeException e) {
            log.warn("leases were not prolonged and will be tried again: {}", e.toString());
        }
    }

    /** One sweep; returns when nothing is left to do now. */
    public void sweep() {
        do {
            drain();
            tellApi();
        } while (!planner.plan().isEmpty());
    }

    /** Takes part in what is due, whichever node planned it: Quartz lets one node sweep at a time. */
    public void help() {
        try {
            drain();
        } catch (RuntimeException e) {
            log.error("helping failed and will be tried again: {}", e.toString());
        }
    }

    private void drain() {
        List<Future<?>> lanes = new ArrayList<>();
        for (int lane = 0; lane < WORKERS; lane++) {
            lanes.add(workers.submit(this::advanceUntilNothingIsDue));
        }
        lanes.forEach(Sweeper::await);
    }

    private void advanceUntilNothingIsDue() {
        Optional<RotationEngine.Pass> pass = engine.advanceNext();
        while (pass.isPresent() && !Thread.currentThread().isInterrupted()) {
            lookAgainSoon(pass.get());
            tellApi();
            pass = engine.advanceNext();
        }
    }

    private static void await(Future<?> lane) {
        try {
            lane.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker failed: " + e.getCause(), e.getCause());
        }
    }

    /** Takes one rotation on at once, beside any sweep. */
    public void takeOn(UUID rotation) {
        schedule(rotation, Duration.ZERO);
    }

    /** What can go on before the next sweep does not wait for it. */
    private void lookAgainSoon(RotationEngine.Pass pass) {
        if (!pass.lookAgain().isZero() && pass.lookAgain().compareTo(SOON) < 0) {
            schedule(pass.rotation(), pass.lookAgain());
        }
    }

    private void schedule(UUID rotation, Duration pause) {
        try {
            urgent.schedule(() -> advance(rotation), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("stopping: rotation {} is left to the next start", rotation);
        }
    }

    private void advance(UUID rotation) {
        try {
            engine.advance(rotation).ifPresent(this::lookAgainSoon);
            tellApi();
        } catch (RuntimeException e) {
            log.error("rotation {} failed and waits for the next sweep: {}", rotation, e.toString());
        }
    }

    /** The api is told beside the work, and a little later: most rotations have several changes in that time. */
    private void tellApi() {
        if (mirrorAsked.compareAndSet(false, true)) {
            try {
                mirroring.schedule(this::mirror, TELLING.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                log.debug("stopping: the api is told at the next start");
            }
        }
    }

    private void mirror() {
        mirrorAsked.set(false);
        try {
            mirror.catchUp();
        } catch (RuntimeException e) {
            log.warn("the api was not told how rotations stand: {}", e.toString());
        }
    }

    /** Lets what is under way reach its next written state, and ends. */
    @Override
    public void close() {
        urgent.shutdownNow();
        workers.shutdown();
        renewing.shutdown();
        mirroring.shutdown();
        try {
            if (!workers.awaitTermination(20, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
            mirroring.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, "rotation-" + name);
        thread.setDaemon(true);
        return thread;
    }
}
