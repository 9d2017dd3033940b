package dev.keyturn.wire;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a successor of a key.
 *
 * @param graceSeconds how long the predecessor is still accepted; 86400 if absent, 0 ends it at once
 * @param deferred whether the predecessor stays as it is until the successor is activated; false if absent
 * @param fence with {@code deferred}: number of the worker that asks; a lower one than was seen before is refused
 */
public record Roll(
        @Nullable Long graceSeconds,
        @Nullable Boolean deferred,
        @Nullable Long fence) {}
