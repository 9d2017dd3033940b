package dev.keyturn.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an environment demands of its keys. What is absent is not demanded.
 *
 * @param maximumAgeDays after which a key is to be replaced
 * @param allowedNetworks every key names networks, and all of them lie within these
 * @param ownerRequired whether every key names its owner
 * @param namePattern such as {@code {team}-{service}}: a word in braces stands for letters and digits
 * @param nameHint said to whoever chooses another name
 * @param onLeak {@code revoke} if absent
 * @param replacementSeconds how long {@code replace-first} waits at most; 300 if absent
 */
public record EnvironmentPolicy(
        @Nullable Integer maximumAgeDays,
        @Nullable List<String> allowedNetworks,
        @Nullable Boolean ownerRequired,
        @Nullable String namePattern,
        @Nullable String nameHint,
        @Nullable LeakResponse onLeak,
        @Nullable Integer replacementSeconds) {}
