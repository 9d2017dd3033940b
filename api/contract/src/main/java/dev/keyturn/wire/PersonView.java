package dev.keyturn.wire;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person of a tenant.
 *
 * @param role {@code owner}, {@code admin}, {@code developer} or {@code auditor}
 * @param scopes that the person may give to keys; absent for any
 * @param secondFactor whether signing in takes a code beside the password
 */
public record PersonView(
        UUID id, String email, String role, @Nullable List<String> scopes, boolean secondFactor) {}
