package dev.keyturn.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a key was seen that should not be there.
 *
 * @param fingerprint SHA-256 of the key, hex
 * @param repository address of the repository without credentials
 * @param path of the file, or where else in the commit (its message, say)
 * @param line counted from 1
 * @param committedAt as the commit says, which is forgeable
 * @param source what found it, such as {@code scan git}
 */
public record LeakSighting(
        String fingerprint,
        @Nullable String repository,
        @Nullable String commit,
        @Nullable String path,
        @Nullable Integer line,
        @Nullable String author,
        @Nullable Instant committedAt,
        @Nullable String source) {}
