package dev.keyturn.wire;

import java.util.List;
import java.util.UUID;

/**
 * What a cache has to know before it may answer from its memory again.
 *
 * @param epoch up to which {@code changed} is complete
 * @param listed whether the api waited for this cache all the time since its last beat; if not, what it holds is void
 * @param changed keys whose answers must be forgotten
 * @param leaseMillis how long it may answer from memory, from before the beat was sent, once it has forgotten them
 */
public record CacheState(long epoch, boolean listed, List<UUID> changed, long leaseMillis) {}
