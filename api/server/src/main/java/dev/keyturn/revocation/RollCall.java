package dev.keyturn.revocation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes replicas off the list that have not renewed for well over a lease, so that no revocation has to wait for a
 * process that is gone. One that was only stopped puts itself back before it answers from memory again.
 */
final class RollCall implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RollCall.class);
    private static final Duration SILENCE = Lease.LENGTH.multipliedBy(2);

    private final Replicas replicas;
    private Map<String, Seen> seen = new HashMap<>();

    private record Seen(long renewal, long sinceNanos) {}

    RollCall(Replicas replicas) {
        this.replicas = replicas;
    }

    @Override
    public void run() {
        Map<String, Seen> present = new HashMap<>();
        replicas.renewals().forEach((id, renewal) -> {
            Seen before = seen.get(id);
            boolean same = before != null && before.renewal == renewal;
            present.put(id, same ? before : new Seen(renewal, System.nanoTime()));
        });
        present.forEach(this::strikeIfSilent);
        seen = present;
    }

    private void strikeIfSilent(String id, Seen last) {
        if (System.nanoTime() - last.sinceNanos > SILENCE.toNanos()) {
            LOG.warn(
                    "Replica {} has been silent for more than {} s and is taken off the list.",
                    id,
                    SILENCE.toSeconds());
            replicas.strike(id, last.renewal);
        }
    }
}
