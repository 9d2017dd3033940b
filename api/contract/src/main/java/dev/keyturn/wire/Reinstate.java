package dev.keyturn.wire;

import org.jspecify.annotations.Nullable;

/**
 * Asks that a RETIRING key becomes current again.
 *
 * @param graceSeconds how long its successor is still accepted; 86400 if absent, a second at least
 */
public record Reinstate(@Nullable Long graceSeconds) {}
