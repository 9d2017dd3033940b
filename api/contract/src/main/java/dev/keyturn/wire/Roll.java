package dev.keyturn.wire;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a successor of a key.
 *
 * @param graceSeconds how long the predecessor is still accepted; 0 ends it at once; if absent, a day, or nothing
 *     if the reason is a leak
 * @param deferred whether the predecessor stays as it is until the successor is activated; false if absent
 * @param fence with {@code deferred}: number of the worker that asks; a lower one than was seen before is refused
 * @param reason routine if absent
 */
public record Roll(
        @Nullable Long graceSeconds,
        @Nullable Boolean deferred,
        @Nullable Long fence,
        @Nullable RollReason reason) {

    /** A routine roll. */
    public Roll(@Nullable Long graceSeconds, @Nullable Boolean deferred, @Nullable Long fence) {
        this(graceSeconds, deferred, fence, null);
    }
}
