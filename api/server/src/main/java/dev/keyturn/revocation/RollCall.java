package dev.keyturn.revocation;

import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes replicas off the list that are gone, and keeps known when the others renewed. */
final class RollCall implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RollCall.class);
    private static final Duration SILENCE = Lease.LENGTH.multipliedBy(2);

    private final Replicas replicas;

    RollCall(Replicas replicas) {
        this.replicas = replicas;
    }

    @Override
    public void run() {
        Set<String> silent = replicas.strikeSilent(SILENCE);
        if (!silent.isEmpty()) {
            LOG.warn(
                    "Taken off the list of replicas, silent for more than {} s: {}.",
                    SILENCE.toSeconds(),
                    String.join(", ", silent));
        }
    }
}
