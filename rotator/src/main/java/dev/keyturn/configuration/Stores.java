package dev.keyturn.configuration;

import dev.keyturn.delivery.Destinations;
import dev.keyturn.delivery.Store;
import dev.keyturn.delivery.aws.AwsSettings;
import dev.keyturn.delivery.aws.AwsStore;
import dev.keyturn.delivery.file.FileStore;
import dev.keyturn.delivery.vault.CredentialSource;
import dev.keyturn.delivery.vault.PlainVaultStore;
import dev.keyturn.delivery.vault.SignIn;
import dev.keyturn.delivery.vault.VaultServer;
import dev.keyturn.delivery.vault.VaultSettings;
import dev.keyturn.delivery.vault.VaultStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stores that a configuration names, made as it says. */
final class Stores {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path folder;
    private final List<Store> made = new ArrayList<>();

    /** @param folder that relative paths start from */
    Stores(Path folder) {
        this.folder = folder;
    }

    /** All that were made so far. */
    List<Store> made() {
        return List.copyOf(made);
    }

    /** @throws IllegalArgumentException with words for a person */
    Store of(RotatorSettings.Environment environment) {
        Store store = new Destinations(
                environment.stores().stream().map(this::destination).toList());
        made.add(store);
        return store;
    }

    private Destinations.Destination destination(RotatorSettings.Destination one) {
        if (one.file() != null) {
            return new Destinations.Destination(
                    or(one.name(), "file"), new FileStore(path(one.file().folder())));
        }
        return one.aws() == null
                ? new Destinations.Destination(or(one.name(), "vault"), vault(Objects.requireNonNull(one.vault())))
                : new Destinations.Destination(or(one.name(), "aws"), aws(one.aws()));
    }

    private static Store aws(RotatorSettings.Aws aws) {
        return new AwsStore(new AwsSettings(
                Objects.requireNonNull(aws.region()),
                or(aws.prefix(), VaultSettings.DEFAULT_PREFIX),
                Optional.ofNullable(aws.kmsKey()),
                Optional.ofNullable(aws.endpoint()),
                PATIENCE));
    }

    private Store vault(RotatorSettings.Vault vault) {
        VaultServer server = new VaultServer(
                Objects.requireNonNull(vault.address()),
                Optional.ofNullable(vault.namespace()),
                Optional.ofNullable(vault.ca()).map(folder::resolve),
                PATIENCE);
        VaultSettings settings = new VaultSettings(
                server,
                or(vault.mount(), VaultSettings.DEFAULT_MOUNT),
                or(vault.prefix(), VaultSettings.DEFAULT_PREFIX),
                signIn(vault));
        Integer version = vault.kvVersion();
        return version != null && version == 1
                ? new PlainVaultStore(settings, InstantSource.system())
                : new VaultStore(settings, InstantSource.system());
    }

    private SignIn signIn(RotatorSettings.Vault vault) {
        if (vault.tokenFile() != null) {
            return new SignIn.Token(new CredentialSource.InFile(path(vault.tokenFile())));
        }
        if (vault.jwt() != null) {
            return signed(vault.jwt(), "jwt");
        }
        if (vault.kubernetes() != null) {
            return signed(vault.kubernetes(), "kubernetes");
        }
        RotatorSettings.ClientCertificate certificate = vault.certificate();
        if (certificate != null) {
            CredentialSource.Pem pem = new CredentialSource.Pem(path(certificate.file()), path(certificate.keyFile()));
            return new SignIn.Certificate(
                    or(certificate.mount(), "cert"), Optional.ofNullable(certificate.role()), pem);
        }
        return new SignIn.AppRole(
                or(vault.approleMount(), "approle"), Objects.requireNonNull(vault.roleId()), secretId(vault));
    }

    private SignIn signed(RotatorSettings.Jwt jwt, String method) {
        Path file = jwt.file() == null ? SignIn.Jwt.OF_THE_POD : path(jwt.file());
        String role = Objects.requireNonNull(jwt.role());
        return new SignIn.Jwt(or(jwt.mount(), method), role, new CredentialSource.InFile(file));
    }

    private CredentialSource secretId(RotatorSettings.Vault vault) {
        return new CredentialSource.SecretIdFile(
                path(vault.secretIdFile()),
                Optional.ofNullable(vault.secretIdWrapping()).map(folder::resolve),
                Optional.ofNullable(vault.secretIdAge()));
    }

    private Path path(@Nullable Path relative) {
        return folder.resolve(Objects.requireNonNull(relative));
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
