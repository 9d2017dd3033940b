package dev.keyturn.wire;

import java.util.UUID;

/** Names one of the tenants of a person. */
public record TenantChoice(UUID tenant) {}
