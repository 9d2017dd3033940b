package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key without its plaintext.
 *
 * @param slug the name as it stands in a Vault path, unique among the live keys of a tenant and environment
 * @param hint what may be shown, {@code sk_prd_a1B2…x9Yz}
 * @param lineage stays the same through every roll
 * @param managed whether the rotator delivers and rotates it
 * @param deliveryPath where the rotator delivers it below the mount, {@code keyturn/<environment>/<slug>}; fixed when it
 *     becomes managed
 * @param graceUntil until when a RETIRING key is accepted
 * @param predecessor id of the key that this one follows
 * @param successor id of the key that follows this one
 * @param networks that it may be used from, in CIDR notation; none means any
 * @param owner who answers for it
 * @param imported whether its secret was made elsewhere; it may have any form
 */
public record KeyView(
        UUID id,
        String name,
        String slug,
        String environment,
        String hint,
        KeyState state,
        List<String> scopes,
        UUID lineage,
        boolean managed,
        @Nullable String deliveryPath,
        Instant createdAt,
        @Nullable Instant activatedAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant graceUntil,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable RevocationReason revocationReason,
        @Nullable UUID predecessor,
        @Nullable UUID successor,
        List<String> networks,
        List<RateLimit> rateLimits,
        @Nullable String owner,
        Map<String, String> metadata,
        boolean imported) {

    /** A key without rules of its own. */
    public KeyView(
            UUID id,
            String name,
            String slug,
            String environment,
            String hint,
            KeyState state,
            List<String> scopes,
            UUID lineage,
            boolean managed,
            @Nullable String deliveryPath,
            Instant createdAt,
            @Nullable Instant activatedAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant graceUntil,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable RevocationReason revocationReason,
            @Nullable UUID predecessor,
            @Nullable UUID successor) {
        this(
                id,
                name,
                slug,
                environment,
                hint,
                state,
                scopes,
                lineage,
                managed,
                deliveryPath,
                createdAt,
                activatedAt,
                lastUsedAt,
                graceUntil,
                expiresAt,
                revokedAt,
                revocationReason,
                predecessor,
                successor,
                List.of(),
                List.of(),
                null,
                Map.of(),
                false);
    }
}
