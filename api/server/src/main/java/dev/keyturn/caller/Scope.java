package dev.keyturn.caller;

import java.util.Collection;
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

    /** Change what an environment demands of its keys: owners and admins. */
    public static final String POLICIES_WRITE = "policies:write";

    /** Invite and remove people and change their roles: owners and admins. */
    public static final String PEOPLE_WRITE = "people:write";

    /** See who is in the tenant. */
    public static final String PEOPLE_READ = "people:read";

    /** Set up where events are sent, and who may send leaks: owners and admins. */
    public static final String WEBHOOKS_WRITE = "webhooks:write";

    /** See where events are sent, and how that went. */
    public static final String WEBHOOKS_READ = "webhooks:read";

    /** Plant decoys and see who touched them: owners and admins, and nobody else knows which they are. */
    public static final String HONEYKEYS_WRITE = "honeykeys:write";

    /** Lease and finish scans that were asked for. */
    public static final String SCANS_WORK = "scans:work";

    /** Those that only a person may have. */
    public static final Set<String> OF_PEOPLE = Set.of(
            KEYS_WRITE,
            AUDIT_READ,
            POLICIES_WRITE,
            PEOPLE_WRITE,
            PEOPLE_READ,
            WEBHOOKS_WRITE,
            WEBHOOKS_READ,
            HONEYKEYS_WRITE);

    /** Those that only owners and admins have. */
    static final Set<String> OF_ADMINS = Set.of(POLICIES_WRITE, PEOPLE_WRITE, WEBHOOKS_WRITE, HONEYKEYS_WRITE);

    private Scope() {}

    /**
     * Whether scopes that were given hold one that is wanted. A {@code *} stands for exactly one whole segment:
     * {@code events:*} holds {@code events:write} and {@code events:*}, but neither {@code events} nor
     * {@code events:write:all}.
     */
    public static boolean covers(Collection<String> given, String wanted) {
        if (given.contains(wanted)) {
            return true;
        }
        for (String scope : given) {
            if (scope.indexOf('*') >= 0 && covers(scope, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(String given, String wanted) {
        int at = 0;
        int in = 0;
        while (true) {
            int end = end(given, at);
            int stop = end(wanted, in);
            boolean any = end - at == 1 && given.charAt(at) == '*' && stop > in;
            if (!any && !given.regionMatches(at, wanted, in, Math.max(end - at, stop - in))) {
                return false;
            }
            if (end == given.length() || stop == wanted.length()) {
                return end == given.length() && stop == wanted.length();
            }
            at = end + 1;
            in = stop + 1;
        }
    }

    private static int end(String scope, int from) {
        int colon = scope.indexOf(':', from);
        return colon < 0 ? scope.length() : colon;
    }
}
