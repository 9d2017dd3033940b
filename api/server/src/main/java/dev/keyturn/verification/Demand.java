package dev.keyturn.verification;

import java.util.UUID;
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

    /** The tenant that is asked for, if what was asked for may be one. */
    @Nullable
    UUID tenantId() {
        try {
            return tenant == null ? null : UUID.fromString(tenant);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
