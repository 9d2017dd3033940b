package dev.keyturn.delivery.vault;

import dev.keyturn.key.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where a credential is kept. It is read again at each sign-in, so whoever renews it need not restart anything. */
public sealed interface CredentialSource {
    /** The credential, without surrounding white space; empty if there is none, it cannot be read, or is not one word. */
    Optional<Secret> read();

    /** What a person calls the source, for instance {@code the file /etc/keyturn/secret-id}. */
    String name();

    /**
     * A file that holds nothing else.
     *
     * @param path readable by the rotator only, if its owner is careful
     */
    record InFile(Path path) implements CredentialSource {
        @Override
        public Optional<Secret> read() {
            try {
                return secret(Files.readString(path));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        @Override
        public String name() {
            return "the file " + path;
        }
    }

    /**
     * A variable of the environment.
     *
     * @param variable its name
     */
    record InEnvironment(String variable) implements CredentialSource {
        @Override
        public Optional<Secret> read() {
            return Optional.ofNullable(System.getenv(variable)).flatMap(CredentialSource::secret);
        }

        @Override
        public String name() {
            return "the environment variable " + variable;
        }
    }

    /**
     * A credential that is at hand already.
     *
     * @param secret the credential
     */
    record Given(Secret secret) implements CredentialSource {
        @Override
        public Optional<Secret> read() {
            return Optional.of(secret);
        }

        @Override
        public String name() {
            return "the configuration";
        }
    }

    /**
     * A secret-id in a file that the rotator looks after.
     *
     * @param path holds it; written by the rotator when it opens the wrapping or replaces the secret-id
     * @param wrapping a file with a wrapping token that is opened once if there is no secret-id yet, and then removed
     * @param age at which the secret-id is replaced by one that the role mints for itself; sooner if its own time is
     *     shorter; absent for never
     */
    record SecretIdFile(Path path, Optional<Path> wrapping, Optional<Duration> age) implements CredentialSource {
        @Override
        public Optional<Secret> read() {
            return new InFile(path).read();
        }

        @Override
        public String name() {
            return new InFile(path).name();
        }

        /** Holds the secret-id before this one until Vault has destroyed it. */
        Path previous() {
            return path.resolveSibling(path.getFileName() + ".previous");
        }
    }

    /**
     * A client certificate and its key, in PEM.
     *
     * @param certificate the certificate first, then those up to the authority, if Vault needs them
     * @param key unencrypted, PKCS#8
     */
    record Pem(Path certificate, Path key) implements CredentialSource {
        @Override
        public Optional<Secret> read() {
            try {
                return Optional.of(Secret.of(Files.readString(certificate) + "\n" + Files.readString(key)));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        @Override
        public String name() {
            return "the files " + certificate + " and " + key;
        }
    }

    /** A credential goes into an HTTP header or a JSON string: one word of printable ASCII, or it is none. */
    private static Optional<Secret> secret(String text) {
        return Optional.of(text.strip()).filter(word -> word.matches("[!-~]+")).map(Secret::of);
    }
}
