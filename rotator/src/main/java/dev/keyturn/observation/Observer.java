package dev.keyturn.observation;

import dev.keyturn.client.KeyturnClient;
import dev.keyturn.wire.Consumers;
import dev.keyturn.wire.Consumers.Consumer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares who uses a predecessor with who uses its successor. All times here are the api's: a wrong clock of the
 * rotator cannot make a key look quiet.
 */
public final class Observer {
    /** The name under which our own checks present a key: they are no use of it. */
    public static final String OURSELVES = "keyturn-rotator";

    private final KeyturnClient api;

    public Observer(KeyturnClient api) {
        this.api = api;
    }

    /**
     * Looks now.
     *
     * @param since when the successor became current
     */
    public Observation observe(UUID predecessor, UUID successor, Instant since) {
        return compare(api.consumers(predecessor), api.consumers(successor), since);
    }

    static Observation compare(Consumers before, Consumers after, Instant since) {
        Map<String, Instant> moved = lastSeen(after.consumers());
        Map<String, Instant> used = lastSeen(before.consumers());
        List<String> laggards = used.entrySet().stream()
                .filter(use -> lags(use.getValue(), moved.get(use.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        Instant lastUse = used.values().stream().reduce(since, Observer::later);
        Instant complete =
                before.completeUntil().isBefore(after.completeUntil()) ? before.completeUntil() : after.completeUntil();
        return new Observation(laggards, lastUse, complete, before.lostUses() == 0 && after.lostUses() == 0);
    }

    /** A consumer of several processes may use both for a while: it has moved when the newer use is the successor's. */
    private static boolean lags(Instant before, @Nullable Instant after) {
        return after == null || after.isBefore(before);
    }

    private static Map<String, Instant> lastSeen(List<Consumer> consumers) {
        Map<String, Instant> seen = new HashMap<>();
        for (Consumer consumer : consumers) {
            if (!OURSELVES.equals(consumer.name())) {
                seen.merge(name(consumer), consumer.lastSeenAt(), Observer::later);
            }
        }
        return seen;
    }

    private static String name(Consumer consumer) {
        String name = consumer.name();
        return name == null || name.isEmpty() ? consumer.network() + " " + consumer.agent() : name;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
