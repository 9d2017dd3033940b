package dev.keyturn.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes what is given. An empty list of scopes lets the person give any. */
public record PersonChange(@Nullable String role, @Nullable List<String> scopes) {}
