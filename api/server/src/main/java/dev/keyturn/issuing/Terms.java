package dev.keyturn.issuing;

import dev.keyturn.caller.Network;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a key is for: what it opens, from where, how often, how long; and who answers for it.
 *
 * @param networks none means any
 * @param expiresAt never if absent
 */
record Terms(
        List<String> scopes,
        List<Network> networks,
        List<RateLimit> rateLimits,
        @Nullable Instant expiresAt,
        @Nullable String owner,
        Map<String, String> metadata) {

    /** Those that a successor has: the same, with as long a life as its predecessor was given. */
    static Terms of(KeyView predecessor, Instant now) {
        Instant expiry = predecessor.expiresAt();
        return new Terms(
                predecessor.scopes(),
                predecessor.networks().stream().map(Network::parse).toList(),
                predecessor.rateLimits(),
                expiry == null ? null : now.plus(Duration.between(predecessor.createdAt(), expiry)),
                predecessor.owner(),
                predecessor.metadata());
    }

    /** Whether there is nothing but scopes. */
    boolean isPlain() {
        return networks.isEmpty() && rateLimits.isEmpty() && expiresAt == null && owner == null && metadata.isEmpty();
    }

    String[] networksInText() {
        return networks.stream().map(Network::toString).toArray(String[]::new);
    }
}
