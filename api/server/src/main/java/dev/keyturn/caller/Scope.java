package dev.keyturn.caller;

import java.util.Set;

/**
 * The scopes that mean something to the api itself. A key may carry others: they are its services' to judge, who name
 * them when they verify. A person has all of them by role, an auditor those that end in {@code :read}.
 */
public final class Scope {
    /** See keys, their usage and consumers. */
    public static final String KEYS_READ = "keys:read";

    /** Create, change and revoke keys: a person's, never a key's. */
    public static final String KEYS_WRITE = "keys:write";

    /** See keys; roll, activate and abandon managed ones and revoke their predecessors. */
    public static final String KEYS_ROLL = "keys:roll";

    /** Report leaks. */
    public static final String LEAKS_WRITE = "leaks:write";

    /** See leaks and exposure reports. */
    public static final String LEAKS_READ = "leaks:read";

    /** Ask about keys that clients present. */
    public static final String VERIFICATIONS_WRITE = "verifications:write";

    /** Read the events of the tenant. */
    public static final String EVENTS_READ = "events:read";

    /** See who uses keys. */
    public static final String USAGE_READ = "usage:read";

    /** Tell about rotations. */
    public static final String ROTATIONS_WRITE = "rotations:write";

    /** See rotations. */
    public static final String ROTATIONS_READ = "rotations:read";

    /** Read the audit trail. */
    public static final String AUDIT_READ = "audit:read";

    /** Lease and finish scans that were asked for. */
    public static final String SCANS_WORK = "scans:work";

    /** Those that only a person may have. */
    public static final Set<String> OF_PEOPLE = Set.of(KEYS_WRITE, AUDIT_READ);

    private Scope() {}
}
