package dev.keyturn.wire;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 {@code application/problem+json}.
 *
 * @param type a stable URI of the kind of problem, {@code urn:keyturn:problem:<code>}
 * @param code the same kind as one word with dashes, for programs
 * @param detail what happened and what to do, for people
 * @param requestId names the request in the server's log
 */
public record Problem(
        @Nullable String type,
        @Nullable String title,
        int status,
        @Nullable String code,
        @Nullable String detail,
        @Nullable String instance,
        @Nullable String requestId) {}
