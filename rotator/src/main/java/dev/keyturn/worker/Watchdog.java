package dev.keyturn.worker;

import dev.keyturn.sweep.Chore;
import dev.keyturn.sweep.Chores;
import dev.keyturn.sweep.Heartbeats;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices that no node has swept for long, whatever the scheduler believes, and sweeps itself. */
final class Watchdog implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** A sweep comes every few seconds; one node that is written off costs the others half a minute. */
    static final Duration TOO_LONG = Duration.ofMinutes(2);

    private final Chores chores;
    private final Heartbeats heartbeats;

    Watchdog(Chores chores, Heartbeats heartbeats) {
        this.chores = chores;
        this.heartbeats = heartbeats;
    }

    @Override
    public void run() {
        try {
            boolean silent = heartbeats
                    .sinceLast(Chore.ROTATION_SWEEP)
                    .map(since -> since.compareTo(TOO_LONG) > 0)
                    .orElse(true);
            if (silent) {
                log.error(
                        "no sweep has finished for {}: the scheduler may have stopped; sweeping without it", TOO_LONG);
                chores.run(Chore.SCHEDULE_SWEEP);
                chores.run(Chore.ROTATION_SWEEP);
            }
        } catch (RuntimeException e) {
            log.error("the watchdog could not look: {}", e.getMessage());
        }
    }
}
