package dev.keyturn.wire;

import java.util.List;

/** Up to 1,000 leaks that a scanner found. */
public record LeakReport(List<LeakSighting> leaks) {}
