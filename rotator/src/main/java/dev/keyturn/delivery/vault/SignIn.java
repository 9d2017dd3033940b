package dev.keyturn.delivery.vault;

import java.nio.file.Path;
import java.util.Optional;

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

    /**
     * A signed statement of who the rotator is: a Kubernetes service account's token, a CI job's, any OpenID issuer's.
     * Whoever issues it replaces it in its place, so it is read again at each sign-in.
     *
     * @param mount where the method (kubernetes or jwt) is mounted
     * @param role of that method
     * @param credential the JWT
     */
    record Jwt(String mount, String role, CredentialSource credential) implements SignIn {
        /** Where Kubernetes puts the token of a pod's service account. */
        public static final Path OF_THE_POD = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

        public Jwt {
            VaultPath.requireSegments(mount, "the mount of the sign-in");
            if (role.isBlank()) {
                throw new IllegalArgumentException("the role of auth/" + mount + " is empty");
            }
        }
    }

    /**
     * A client certificate, shown in the TLS handshake; it is read again at each sign-in.
     *
     * @param mount where the method is mounted, {@code cert} by default
     * @param role that must accept it; absent for any that does
     * @param credential certificate chain and private key
     */
    record Certificate(String mount, Optional<String> role, CredentialSource.Pem credential) implements SignIn {
        public Certificate {
            VaultPath.requireSegments(mount, "the mount of the sign-in by certificate");
        }
    }
}
