package dev.keyturn.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a worker is given.
 *
 * @param scan the oldest that nobody works on; absent if there is none
 */
public record ScanLease(@Nullable ScanJob scan) {}
