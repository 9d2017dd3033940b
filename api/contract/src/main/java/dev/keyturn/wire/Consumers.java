package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a key.
 *
 * @param completeUntil every use before this time is counted, on every replica
 * @param lostUses uses that could not be counted, ever; unless 0, silence proves nothing
 */
public record Consumers(UUID keyId, List<Consumer> consumers, Instant completeUntil, long lostUses) {

    /**
     * Told apart by the name that it gives, else by network and agent.
     *
     * @param network /24 or /48 in CIDR notation
     */
    public record Consumer(
            @Nullable String name, String network, String agent, Instant firstSeenAt, Instant lastSeenAt, long uses) {}
}
