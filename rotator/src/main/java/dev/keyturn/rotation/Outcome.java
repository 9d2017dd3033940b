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

    /** There is nothing to rotate any more. */
    record GivenUp(String reason) implements Outcome {}
}
