package dev.keyturn.wire;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer about a presented key. Only {@code code} is given for a key that is not of the asking tenant.
 *
 * @param detail for a key that was rotated, which one is current and since when
 * @param epoch every change up to it is in the answer
 * @param cacheable whether a cache that holds a lease may give the answer again to the same question
 */
public record VerificationResult(
        boolean valid,
        VerificationCode code,
        @Nullable UUID keyId,
        @Nullable String tenant,
        @Nullable String environment,
        @Nullable KeyState state,
        @Nullable List<String> scopes,
        @Nullable String detail,
        long epoch,
        boolean cacheable) {}
