package dev.keyturn.wire;

import org.jspecify.annotations.Nullable;

/**
 * How a scan ended.
 *
 * @param attempt as it was when the scan was taken
 * @param findings how many secrets were found; absent if the scan failed
 * @param detail why it failed
 */
public record ScanEnd(
        int attempt, @Nullable Integer findings, @Nullable String detail) {}
