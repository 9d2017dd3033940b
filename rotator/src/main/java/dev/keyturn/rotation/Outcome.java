package dev.keyturn.rotation;

import dev.keyturn.delivery.Version;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a step. */
sealed interface Outcome {

    /** It is done, and the row may say so. */
    record Done(Progress progress, String reason) implements Outcome {}

    /**
     * It failed for now.
     *
     * @param atLeast how long whoever failed asked to be left alone
     */
    record Failed(String why, @Nullable Duration atLeast) implements Outcome {}

    /** Nothing is wrong, and it is too early. */
    record Early(Duration pause, String why, List<String> laggards) implements Outcome {}

    /**
     * A person must look.
     *
     * @param seen the store's version that was found instead of the expected one
     */
    record Stopped(
            Attention attention, String words, @Nullable Version seen) implements Outcome {
        static Stopped because(Attention attention, String words) {
            return new Stopped(attention, words, null);
        }
    }

    /**
     * This rotation leads nowhere.
     *
     * @param after what becomes of its key
     */
    record GivenUp(String reason, After after) implements Outcome {
        /** What becomes of the key of a rotation that was given up. */
        enum After {
            /** There is nothing to rotate any more: no sweep plans it again. */
            LET_GO,
            /** It still has to be replaced: another rotation begins. */
            BEGIN_ANEW
        }

        static GivenUp forGood(String reason) {
            return new GivenUp(reason, After.LET_GO);
        }

        static GivenUp successorRevoked() {
            return new GivenUp("the successor was revoked before it became current", After.BEGIN_ANEW);
        }
    }
}
