package dev.keyturn.starter;

import dev.keyturn.wire.CacheBeat.CachedUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts what the cache has accepted, until the api has been told. */
final class UseTally {
    private static final int MOST = 10_000;

    private final Map<Use, Span> counted = new ConcurrentHashMap<>();

    /** Uses that are equal are told together. */
    record Use(UUID keyId, KeyCheck.Client client) {}

    private record Span(long first, long last, long uses) {
        Span plus(Span later) {
            return new Span(Math.min(first, later.first), Math.max(last, later.last), uses + later.uses);
        }
    }

    /** Uses that were taken out to be told. */
    record Taken(Map<Use, Span> uses) {
        List<CachedUse> told(long now) {
            List<CachedUse> told = new ArrayList<>();
            uses.forEach((use, span) -> told.add(new CachedUse(
                    use.keyId,
                    span.uses,
                    millis(now - span.first),
                    millis(now - span.last),
                    use.client.address(),
                    use.client.agent(),
                    use.client.path(),
                    use.client.consumer())));
            return told;
        }

        private static long millis(long nanos) {
            return TimeUnit.NANOSECONDS.toMillis(nanos);
        }
    }

    /** Counts a use, unless there are too many that the api was not told of: then it must be asked itself. */
    boolean count(Use use) {
        if (counted.size() >= MOST) {
            return false;
        }
        long now = System.nanoTime();
        counted.merge(use, new Span(now, now, 1), Span::plus);
        return true;
    }

    Taken take() {
        Map<Use, Span> taken = new ConcurrentHashMap<>();
        counted.keySet().forEach(use -> {
            Span span = counted.remove(use);
            if (span != null) {
                taken.put(use, span);
            }
        });
        return new Taken(taken);
    }

    /** They could not be told. */
    void giveBack(Taken taken) {
        taken.uses.forEach((use, span) -> counted.merge(use, span, Span::plus));
    }
}
