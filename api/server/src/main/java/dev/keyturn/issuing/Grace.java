package dev.keyturn.issuing;

import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.RollReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a predecessor goes on being accepted. */
final class Grace {
    static final long DEFAULT_SECONDS = Duration.ofDays(1).toSeconds();

    private static final long MAX_SECONDS = Duration.ofDays(90).toSeconds();

    private Grace() {}

    /** A day to move; none for who may not have the key. */
    static long usual(@Nullable RollReason reason) {
        return reason == RollReason.LEAK ? 0 : DEFAULT_SECONDS;
    }

    /** @throws ProblemException if it is negative or longer than 90 days */
    static long checked(@Nullable Long seconds, long otherwise) {
        long grace = seconds == null ? otherwise : seconds;
        if (grace < 0 || grace > MAX_SECONDS) {
            throw ProblemException.invalid("'graceSeconds' is 0 to " + MAX_SECONDS + " (90 days).");
        }
        return grace;
    }
}
