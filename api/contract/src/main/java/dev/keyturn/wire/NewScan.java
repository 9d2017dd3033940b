package dev.keyturn.wire;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a scan.
 *
 * @param repository address that the worker clones, https or ssh, without credentials
 * @param ref only what this branch or tag reaches; absent for every ref
 * @param before a commit whose history is known already; absent for everything
 * @param after the commit that {@code ref} had come to
 */
public record NewScan(
        String repository,
        @Nullable String ref,
        @Nullable String before,
        @Nullable String after) {}
