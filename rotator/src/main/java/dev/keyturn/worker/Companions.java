package dev.keyturn.worker;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.delivery.Store;
import dev.keyturn.sweep.EventReader;
import dev.keyturn.sweep.Sweeper;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** What every process does for itself, beside the sweeps that the cluster shares. */
final class Companions implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Companions.class);

    private final Assembly assembly;
    private final EventReader events;
    private final Watchdog watchdog;
    private final Sweeper sweeper;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4, work -> {
        Thread thread = new Thread(work, "rotator-companion");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;

    Companions(Assembly assembly, EventReader events, Watchdog watchdog, Sweeper sweeper) {
        this.assembly = assembly;
        this.events = events;
        this.watchdog = watchdog;
        this.sweeper = sweeper;
    }

    @Override
    public void start() {
        running = true;
        threads.execute(events);
        threads.scheduleWithFixedDelay(watchdog, 60, 30, TimeUnit.SECONDS);
        threads.scheduleWithFixedDelay(sweeper::help, 5, 5, TimeUnit.SECONDS);
        threads.scheduleWithFixedDelay(this::keepOpen, 0, 60, TimeUnit.SECONDS);
        log.info(
                "rotator {} serves {}",
                assembly.workshop().worker(),
                assembly.workshop().sites().names());
    }

    private void keepOpen() {
        for (Store store : assembly.stores()) {
            try {
                store.keepOpen().ifPresent(trouble -> log.warn("a store is not open: {}", trouble));
            } catch (RuntimeException e) {
                log.warn("signing in to Vault failed: {}", e.getMessage());
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        events.close();
        threads.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
