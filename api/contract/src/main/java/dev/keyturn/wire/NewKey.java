package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a key.
 *
 * @param name descriptive, so that one knows which service uses the key; 1 to 100 characters
 * @param environment short name, such as {@code prd}
 * @param scopes what the key may do, such as {@code events:write}; none means verification alone
 * @param managed whether the rotator delivers and rotates it; false if absent
 * @param networks addresses or CIDR ranges that it may be used from; none means any
 * @param rateLimits how often it may be used; none means as often as one likes
 * @param expiresAt from when on it is refused; never if absent
 * @param owner who answers for it: a person, a team
 * @param metadata up to 50 names and values of the tenant's own
 */
public record NewKey(
        String name,
        String environment,
        @Nullable List<String> scopes,
        @Nullable Boolean managed,
        @Nullable List<String> networks,
        @Nullable List<RateLimit> rateLimits,
        @Nullable Instant expiresAt,
        @Nullable String owner,
        @Nullable Map<String, String> metadata) {

    /** A key without rules of its own. */
    public NewKey(String name, String environment, @Nullable List<String> scopes, @Nullable Boolean managed) {
        this(name, environment, scopes, managed, null, null, null, null, null);
    }
}
