package dev.keyturn.delivery.vault;

/** How the rotator proves to Vault who it is. */
public sealed interface SignIn {
    /** Where the credential is kept. */
    CredentialSource credential();

    /**
     * The sign-in for machines: one role for each environment.
     *
     * @param mount where the method is mounted, {@code approle} by default
     * @param roleId names the role; not a secret by itself
     * @param credential the secret-id
     */
    record AppRole(String mount, String roleId, CredentialSource credential) implements SignIn {
        public AppRole {
            VaultPath.requireSegments(mount, "the AppRole mount");
            if (roleId.isBlank()) {
                throw new IllegalArgumentException(
                        "the role-id is empty: read it with `bao read auth/" + mount + "/role/<role>/role-id`");
            }
        }
    }

    /**
     * A token that somebody else obtained, for instance an agent that writes it into a file. It is renewed while it can
     * be; when it ends, the source is read again.
     *
     * @param credential the token
     */
    record Token(CredentialSource credential) implements SignIn {}
}
