package dev.keyturn.cli;

import dev.keyturn.report.Words;
import dev.keyturn.source.Tally;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One line on the terminal that says how far a scan is, and is gone when it ends. Nothing at all in a pipe. */
final class Progress implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";
    private static final int MILLIS = 200;
    private static final double SECONDS_TO_TELL = 1;

    private final PrintWriter err;
    private final ScheduledExecutorService ticks;

    private Progress(Tally tally, PrintWriter err, int columns) {
        this.err = err;
        this.ticks = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
        });
        long start = System.nanoTime();
        var unused = ticks.scheduleAtFixedRate(
                () -> show(line(tally, (System.nanoTime() - start) / 1e9), columns),
                2 * MILLIS,
                MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private Progress(PrintWriter err) {
        this.err = err;
        this.ticks = Executors.newSingleThreadScheduledExecutor();
        ticks.shutdown();
    }

    static Progress of(Tally tally, PrintWriter err) {
        return Terminal.isOne(2) ? new Progress(tally, err, Terminal.columns(System.getenv())) : new Progress(err);
    }

    /** {@code 43 %, 12,400 of 28,987 objects, 148 MB, 3 secrets, 310 MB/s, 2 s left}: as much of it as is known. */
    static String line(Tally tally, double seconds) {
        long objects = tally.objects.sum();
        long expected = tally.expectedObjects.sum();
        long bytes = tally.bytes.sum();
        double done = done(tally);
        List<String> parts = new ArrayList<>();
        if (done >= 0) {
            parts.add(String.format(Locale.ROOT, "%.0f %%", 100 * done));
        }
        if (expected > 0) {
            parts.add(String.format(Locale.ROOT, "%,d of %,d objects", objects, expected));
        } else {
            parts.add(Words.count(tally.blobs.sum(), "file"));
        }
        parts.add(Words.size(bytes));
        parts.add(Words.count(tally.secrets.sum(), "secret"));
        if (seconds >= SECONDS_TO_TELL) {
            parts.add(String.format(Locale.ROOT, "%,.0f MB/s", bytes / 1e6 / seconds));
            if (done > 0 && done < 1) {
                parts.add(String.format(Locale.ROOT, "%,.0f s left", Math.ceil(seconds * (1 - done) / done)));
            }
        }
        return String.join(", ", parts);
    }

    /** The part that is done, by bytes where their sum is known; negative if nothing is. */
    private static double done(Tally tally) {
        long expectedBytes = tally.expectedBytes.sum();
        long expectedObjects = tally.expectedObjects.sum();
        if (expectedBytes > 0) {
            return Math.min(1, (double) tally.bytes.sum() / expectedBytes);
        }
        return expectedObjects > 0 ? Math.min(1, (double) tally.objects.sum() / expectedObjects) : -1;
    }

    private void show(String line, int columns) {
        err.print(ERASE + (line.length() < columns ? line : line.substring(0, columns - 1)));
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
