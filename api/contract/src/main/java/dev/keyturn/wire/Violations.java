package dev.keyturn.wire;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Live keys that are not as their environment demands.
 *
 * @param next give it as {@code after} for more; absent at the end
 */
public record Violations(
        List<Violation> violations, @Nullable String next) {
    /**
     * One key and one rule.
     *
     * @param rule {@code maximum-age}, {@code allowed-networks}, {@code owner-required} or {@code name-pattern}
     * @param detail what is wrong and what to do
     */
    public record Violation(UUID keyId, String keyName, String environment, String rule, String detail) {}
}
