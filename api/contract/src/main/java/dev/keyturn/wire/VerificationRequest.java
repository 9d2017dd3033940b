package dev.keyturn.wire;

import org.jspecify.annotations.Nullable;

/**
 * A service asks about a key that was presented to it.
 *
 * @param key as presented, whether or not it has our format; a string since it may be anything
 * @param clientIp address of the client that presented it
 * @param consumer the name that the client gives itself, if it does
 * @param environment if given, a key of another environment is not valid
 * @param scope if given, a key without it is not valid
 * @param limit name of the rate limit that this use counts for, beside those that always count
 */
public record VerificationRequest(
        String key,
        @Nullable String clientIp,
        @Nullable String userAgent,
        @Nullable String path,
        @Nullable String consumer,
        @Nullable String environment,
        @Nullable String scope,
        @Nullable String limit) {

    /** A use that names no rate limit. */
    public VerificationRequest(
            String key,
            @Nullable String clientIp,
            @Nullable String userAgent,
            @Nullable String path,
            @Nullable String consumer,
            @Nullable String environment,
            @Nullable String scope) {
        this(key, clientIp, userAgent, path, consumer, environment, scope, null);
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "VerificationRequest(clientIp=" + clientIp + ", path=" + path + ")";
    }
}
