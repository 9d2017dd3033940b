package dev.keyturn.issuing;

import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Fences number the workers that take a rotation over from each other: an earlier one that wakes up late is refused. */
final class Fences {
    private Fences() {}

    /**
     * The highest fence, this one included.
     *
     * @throws ProblemException 409 if a higher one was seen
     */
    static @Nullable Long pass(KeyRow row, @Nullable Long fence) {
        Long highest = row.fence();
        if (highest != null && (fence == null || fence < highest)) {
            throw ProblemException.of(
                    ProblemCode.STALE_FENCE,
                    "Another worker has taken this rotation over (fence " + highest + "). Stop working on it.");
        }
        return fence == null ? highest : fence;
    }
}
