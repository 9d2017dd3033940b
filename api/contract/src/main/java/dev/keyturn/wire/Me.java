package dev.keyturn.wire;

import java.util.List;
import java.util.UUID;

/** Who is signed in, in which tenant, and where else that person is. */
public record Me(UUID id, String email, String role, UUID tenant, boolean secondFactor, List<Tenant> tenants) {
    /** A tenant of the person's. */
    public record Tenant(UUID id, String name, String role) {}
}
