package dev.keyturn.wire;

import java.util.List;

/** The systems that report leaks of a tenant. */
public record LeakSourceList(List<LeakSource> sources) {}
