package dev.keyturn.cli;

import dev.keyturn.source.Tally;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One line on the terminal that says how far a scan is, and is gone when it ends. Nothing at all in a pipe. */
final class Progress implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";
    private static final int MILLIS = 250;

    private final PrintWriter err;
    private final ScheduledExecutorService ticks;

    private Progress(Tally tally, PrintWriter err) {
        this.err = err;
        this.ticks = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
        });
        var unused = ticks.scheduleAtFixedRate(() -> show(tally), 2 * MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    private Progress(PrintWriter err) {
        this.err = err;
        this.ticks = Executors.newSingleThreadScheduledExecutor();
        ticks.shutdown();
    }

    static Progress of(Tally tally, PrintWriter err) {
        return Terminal.isOne(2) ? new Progress(tally, err) : new Progress(err);
    }

    private void show(Tally tally) {
        err.print(ERASE
                + String.format(
                        Locale.ROOT,
                        "%,d commits, %,d blobs, %,d MB",
                        tally.commits.sum(),
                        tally.blobs.sum(),
                        tally.bytes.sum() >> 20));
        err.flush();
    }

    @Override
    public void close() {
        if (!ticks.isShutdown()) {
            ticks.shutdownNow();
            err.print(ERASE);
            err.flush();
        }
    }
}
