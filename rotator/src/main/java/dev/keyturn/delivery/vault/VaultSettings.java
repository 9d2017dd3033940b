package dev.keyturn.delivery.vault;

/**
 * One environment's Vault, as configured.
 *
 * @param server which server
 * @param mount where the KV v2 engine is mounted, {@code secret} by default
 * @param prefix what comes before the environment in a path, {@code keyturn} by default
 * @param signIn who the rotator is
 */
public record VaultSettings(VaultServer server, String mount, String prefix, SignIn signIn) {
    /** The mount where nothing else is said. */
    public static final String DEFAULT_MOUNT = "secret";

    /** The prefix where nothing else is said. */
    public static final String DEFAULT_PREFIX = "keyturn";

    /** @throws IllegalArgumentException with words for a person if mount or prefix could not be part of a path */
    public VaultSettings {
        VaultPath.requireSegments(mount, "the mount");
        VaultPath.requireSegments(prefix, "the prefix");
    }

    /** Mount and prefix as they are by default. */
    public static VaultSettings of(VaultServer server, SignIn signIn) {
        return new VaultSettings(server, DEFAULT_MOUNT, DEFAULT_PREFIX, signIn);
    }
}
