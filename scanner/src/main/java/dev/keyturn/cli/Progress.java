package dev.keyturn.cli;

import dev.keyturn.report.Words;
import dev.keyturn.source.Tally;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One line on the terminal that says how far a scan is, and is gone when it ends. Nothing at all in a pipe. */
final class Progress implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";
    private static final int MILLIS = 200;
    /** Looks that the pace is taken over: three seconds, so that a slow start does not spoil the forecast. */
    private static final int LOOKS = 15;

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
        Deque<Look> looks = new ArrayDeque<>();
        var unused = ticks.scheduleAtFixedRate(
                () -> {
                    Look now = Look.at(tally, System.nanoTime() / 1e9);
                    looks.add(now);
                    show(line(tally, looks.element(), now), columns);
                    if (looks.size() > LOOKS) {
                        looks.remove();
                    }
                },
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

    /**
     * How far a scan was at some time.
     *
     * @param seconds by any clock that does not jump
     * @param done the part that was done; negative if nobody knows the whole
     */
    record Look(double seconds, long bytes, double done) {
        static Look at(Tally tally, double seconds) {
            return new Look(seconds, tally.bytes.sum(), part(tally));
        }

        /** By bytes where their sum is known. */
        private static double part(Tally tally) {
            long expectedBytes = tally.expectedBytes.sum();
            long expectedObjects = tally.expectedObjects.sum();
            if (expectedBytes > 0) {
                return Math.min(1, (double) tally.bytes.sum() / expectedBytes);
            }
            return expectedObjects > 0 ? Math.min(1, (double) tally.objects.sum() / expectedObjects) : -1;
        }
    }

    /** {@code 43 %, 12,400 of 28,987 objects, 148 MB, 3 secrets, 310 MB/s, 2 s left}: as much of it as is known. */
    static String line(Tally tally, Look before, Look now) {
        long expected = tally.expectedObjects.sum();
        if (expected == 0 && now.bytes() == 0) {
            return "looking what there is";
        }
        List<String> parts = new ArrayList<>();
        if (now.done() >= 0) {
            parts.add(String.format(Locale.ROOT, "%.0f %%", 100 * now.done()));
        }
        parts.add(
                expected > 0
                        ? String.format(Locale.ROOT, "%,d of %,d objects", tally.objects.sum(), expected)
                        : Words.count(tally.blobs.sum(), "file"));
        parts.add(Words.size(now.bytes()));
        parts.add(Words.count(tally.secrets.sum(), "secret"));
        double seconds = now.seconds() - before.seconds();
        if (seconds >= SECONDS_TO_TELL) {
            parts.add(String.format(Locale.ROOT, "%,.0f MB/s", (now.bytes() - before.bytes()) / 1e6 / seconds));
            double gained = now.done() - before.done();
            if (before.done() >= 0 && gained > 0 && now.done() < 1) {
                parts.add(String.format(Locale.ROOT, "%,.0f s left", Math.ceil(seconds * (1 - now.done()) / gained)));
            }
        }
        return String.join(", ", parts);
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
