package dev.keyturn.verification;

import dev.keyturn.wire.KeyState;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What many keys have in common: memory holds it once.
 *
 * @param state REVOKED also for a candidate secret that was not the one activated
 * @param activatesOnUse whether a key's first use makes it ACTIVE
 * @param conditions absent unless a key has any
 */
record Terms(
        UUID tenantId,
        String environment,
        KeyState state,
        Set<String> scopes,
        boolean activatesOnUse,
        @Nullable Conditions conditions) {}
