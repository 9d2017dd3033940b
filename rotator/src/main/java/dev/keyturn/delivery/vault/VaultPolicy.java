package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.Place;
import dev.keyturn.key.EnvironmentTag;

/**
 * The least that a role needs in one environment, as Vault's policies (HCL). No role can delete or destroy anything, and
 * none of one environment can see another's.
 *
 * @param mount where the KV v2 engine is mounted
 * @param prefix what comes before the environment
 * @param environment whose policies these are
 */
public record VaultPolicy(String mount, String prefix, EnvironmentTag environment) {
    /** @throws IllegalArgumentException with words for a person if mount or prefix could not be part of a path */
    public VaultPolicy {
        VaultPath.requireSegments(mount, "the mount");
        VaultPath.requireSegments(prefix, "the prefix");
    }

    /** The policies that belong to a store's settings. */
    public static VaultPolicy of(VaultSettings settings, EnvironmentTag environment) {
        return new VaultPolicy(settings.mount(), settings.prefix(), environment);
    }

    /** The name of the rotator's policy and role. */
    public String rotatorName() {
        return prefix.replace('/', '-') + "-rotator-" + environment;
    }

    /** The name of the policy and role of services that read every key of the environment. */
    public String consumerName() {
        return prefix.replace('/', '-') + "-consumer-" + environment;
    }

    /** What the rotator of the environment may do: write and read back its keys, look at its own token, keep it alive. */
    public String rotator() {
        return "# Keyturn's rotator, environment " + environment
                + ": writes keys and reads them back, deletes nothing\n"
                + rule(mount + "/data/" + folder() + "/+", "create", "update", "read")
                + rule(mount + "/metadata/" + folder() + "/+", "create", "update", "read")
                + rule("sys/internal/ui/mounts/" + mount, "read")
                + rule("sys/capabilities-self", "update")
                + rule("auth/token/lookup-self", "read")
                + rule("auth/token/renew-self", "update")
                + rule("auth/token/revoke-self", "update");
    }

    /** The name of the policy that lets the rotator replace its own secret-id. */
    public String ownSecretIdName() {
        return rotatorName() + "-secret-id";
    }

    /** What it takes to mint another secret-id for the rotator's own role and to destroy the one before. */
    public String ownSecretId(String approleMount) {
        String own = "auth/" + approleMount + "/role/" + rotatorName() + "/secret-id";
        return "# Keyturn's rotator, environment " + environment + ": replaces its own secret-id\n"
                + rule(own, "update")
                + rule(own + "/lookup", "update")
                + rule(own + "/destroy", "update");
    }

    /** What a service may do that reads every key of the environment. */
    public String consumer() {
        return "# services of environment " + environment + ": read every key delivered there\n" + reading("+");
    }

    /** What a service may do that reads one key only. */
    public String consumerOf(String slug) {
        return "# a service of environment " + environment + ": reads one key\n"
                + reading(new Place(environment, slug).slug());
    }

    private String reading(String slug) {
        return rule(mount + "/data/" + folder() + "/" + slug, "read")
                + rule("auth/token/lookup-self", "read")
                + rule("auth/token/renew-self", "update");
    }

    private String folder() {
        return prefix + "/" + environment;
    }

    private static String rule(String path, String... capabilities) {
        return "path \"" + path + "\" { capabilities = [\"" + String.join("\", \"", capabilities) + "\"] }\n";
    }
}
