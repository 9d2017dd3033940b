package dev.keyturn.cli;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.rotation.RotationEngine;
import dev.keyturn.rotation.RotationRow;
import dev.keyturn.rotation.Rotations;
import dev.keyturn.wire.RotationState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes a rotation on in the foreground and prints each step. If a worker is at it already, it looks on: history says
 * the same either way.
 */
final class Follower {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Rotations rotations;
    private final RotationEngine engine;
    private final PrintWriter out;

    Follower(Assembly assembly, RotationEngine engine, PrintWriter out) {
        this.rotations = assembly.rotations();
        this.engine = engine;
        this.out = out;
    }

    /**
     * Goes as far as it goes now.
     *
     * @param fromChange the first change to print
     * @return how it stands then
     */
    RotationRow follow(UUID id, int fromChange) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int printed = fromChange - 1;
        while (true) {
            Optional<RotationEngine.Pass> pass = engine.advance(id);
            printed = print(id, printed);
            RotationRow row = rotations.find(id).orElseThrow();
            if (isSettled(row, pass)) {
                return row;
            }
            if (System.nanoTime() > end) {
                out.println("    it takes longer: the worker goes on with it"
                        + (row.lastError() == null ? "" : " (" + row.lastError() + ")"));
                return row;
            }
            await(pass.map(RotationEngine.Pass::lookAgain).orElse(LOOK));
        }
    }

    /** Over, waiting for a person, or looked at by us on our clock and still observed. */
    private static boolean isSettled(RotationRow row, Optional<RotationEngine.Pass> pass) {
        boolean observed = row.state() == RotationState.OBSERVING && pass.isPresent();
        return row.isOver() || row.state() == RotationState.NEEDS_ATTENTION || (observed && row.lastError() == null);
    }

    private int print(UUID id, int printed) {
        int last = printed;
        for (Rotations.Entry entry : rotations.history(id)) {
            if (entry.number() > printed) {
                out.println("    " + entry.to() + "  " + entry.reason());
                last = entry.number();
            }
        }
        out.flush();
        return last;
    }

    private static void await(Duration pause) {
        try {
            Duration shorter = pause.compareTo(LOOK) < 0 ? pause : LOOK;
            boolean ignored = new CountDownLatch(1).await(Math.max(1, shorter.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
