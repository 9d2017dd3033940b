package dev.keyturn.wire;

import java.util.List;

/** The environments of a tenant, in the order of promotion. */
public record EnvironmentList(List<Environment> environments) {
    /** An environment and what it demands of its keys. */
    public record Environment(String name, EnvironmentPolicy policy) {}
}
