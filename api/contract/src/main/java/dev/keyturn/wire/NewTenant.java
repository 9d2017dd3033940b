package dev.keyturn.wire;

/** Asks for a tenant of which the caller is the owner. */
public record NewTenant(String name) {}
