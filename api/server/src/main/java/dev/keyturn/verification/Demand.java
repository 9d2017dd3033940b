package dev.keyturn.verification;

import org.jspecify.annotations.Nullable;

/**
 * What a key must be good for; what is absent is not asked.
 *
 * @param environment its short name
 * @param tenant id of the tenant; a key of another is unknown
 * @param scope that the key must have
 * @param limit name of the rate limit that the use counts for, beside those that always count
 */
record Demand(
        @Nullable String environment,
        @Nullable String tenant,
        @Nullable String scope,
        @Nullable String limit) {
    static final Demand NONE = new Demand(null, null, null, null);
}
