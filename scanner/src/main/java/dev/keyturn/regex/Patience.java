package dev.keyturn.regex;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How long the expressions of one configuration may take, since whoever wrote what is scanned may have written it too.
 * Every byte earns some time; what a search takes beyond that is taken from an account of the expression and from one of
 * them all. An expression whose account is empty is given up. Used by any thread.
 */
public final class Patience {
    private static final long EARNED_PER_BYTE = 200;
    private static final long EARNED_PER_CALL = 2_000;
    private static final long MOST_FOR_ONE = 5_000_000_000L;
    private static final long MOST_FOR_ALL = 20_000_000_000L;

    private final AtomicLong leftForAll = new AtomicLong(MOST_FOR_ALL);

    /** An account for one more expression. */
    public Account account() {
        return new Account();
    }

    /** A search has taken too long. */
    static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Over() {
            super(null, null, false, false);
        }
    }

    /** A search of one expression, without a result if it is given up. */
    @FunctionalInterface
    public interface Search<T> {
        @Nullable
        T run();
    }

    /** The time of one expression, in nanoseconds. */
    public final class Account {
        private final AtomicLong left = new AtomicLong(MOST_FOR_ONE);
        private volatile long deadline = Long.MAX_VALUE;
        private volatile boolean empty;

        private Account() {}

        /** Whether the expression is given up. */
        public boolean isEmpty() {
            return empty;
        }

        /** Gives the expression up. */
        public void close() {
            empty = true;
        }

        /** Runs a search over so many bytes; null also when it takes too long. */
        public <T> @Nullable T run(int bytes, Search<T> search) {
            if (empty) {
                return null;
            }
            long start = System.nanoTime();
            deadline = start + left.get();
            try {
                return search.run();
            } catch (Over e) {
                empty = true;
                return null;
            } finally {
                settle(System.nanoTime() - start - EARNED_PER_CALL - bytes * EARNED_PER_BYTE);
            }
        }

        private void settle(long cost) {
            long mine = left.updateAndGet(before -> Math.min(MOST_FOR_ONE, before - cost));
            boolean late = cost > 0 && leftForAll.addAndGet(-cost) < 0;
            if (mine < 0 || late) {
                empty = true;
            }
        }

        /** Called now and then within a search. */
        void check() {
            if (System.nanoTime() - deadline > 0) {
                throw new Over();
            }
        }
    }
}
