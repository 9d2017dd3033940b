package dev.keyturn.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Works through a list on every core, in batches of neighbours, so that each worker stays close to the list's order. */
public final class Workers {
    private static final int MOST = 8;

    private Workers() {}

    /** One worker's hold on what it reads with. */
    public interface Worker<T> extends Consumer<T>, AutoCloseable {
        @Override
        default void close() {}
    }

    /** Has every item taken by one of the workers; returns when all are done. */
    public static <T> void run(List<T> items, int batch, Supplier<Worker<T>> workers) {
        int count = Math.min(MOST, Math.min(Runtime.getRuntime().availableProcessors(), items.size() / batch + 1));
        AtomicInteger next = new AtomicInteger();
        if (count == 1) {
            work(items, batch, next, workers);
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(count, Workers::daemon);
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(executor.submit(() -> work(items, batch, next, workers)));
        }
        executor.shutdown();
        futures.forEach(Workers::await);
    }

    private static <T> void work(List<T> items, int batch, AtomicInteger next, Supplier<Worker<T>> workers) {
        try (Worker<T> worker = workers.get()) {
            int from = next.getAndAdd(batch);
            while (from < items.size()) {
                items.subList(from, Math.min(items.size(), from + batch)).forEach(worker);
                from = next.getAndAdd(batch);
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "reader");
        thread.setDaemon(true);
        return thread;
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
