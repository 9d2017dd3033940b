package dev.keyturn.wire;

import org.jspecify.annotations.Nullable;

/** Changes what is given and leaves the rest. */
public record KeyChange(@Nullable String name, @Nullable Boolean managed) {}
