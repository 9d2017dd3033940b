package dev.keyturn.server;

import dev.keyturn.database.Database;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Raises the mark while the server runs, and once more when it stops. */
final class EpochWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EpochWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Installation installation;
    private final EpochMark mark;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "keyturn-epoch-mark");
        thread.setDaemon(true);
        return thread;
    });

    EpochWatch(Database database, EpochMark mark) {
        this.installation = new Installation(database);
        this.mark = mark;
        timer.scheduleWithFixedDelay(this::raise, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void raise() {
        try {
            mark.raise(installation.epoch());
        } catch (RuntimeException e) {
            log.warn("the highest epoch cannot be kept: {}", e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        raise();
    }
}
