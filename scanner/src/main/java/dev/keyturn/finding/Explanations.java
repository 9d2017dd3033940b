package dev.keyturn.finding;

import dev.keyturn.match.Weighed;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Why candidates were kept or dropped, in the order in which they were met; the first ten thousand. */
final class Explanations {
    private static final int MOST = 10_000;

    private final Queue<Explanation> all = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    void add(String place, long firstLine, Weighed weighed) {
        if (count.incrementAndGet() <= MOST) {
            String secret = Mask.of(weighed.rule(), weighed.secret());
            all.add(new Explanation(
                    place, firstLine + weighed.lines(), weighed.rule().id(), secret, weighed.kept(), weighed.why()));
        }
    }

    List<Explanation> all() {
        return List.copyOf(all);
    }
}
