package dev.keyturn.configuration;

import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Secret;
import dev.keyturn.policy.Selection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rotator's configuration, as its file says it. Paths are relative to that file.
 *
 * @param api the api whose keys are rotated
 * @param databaseUrl the rotator's own schema lives there; a value {@code @FILE} is read from that file
 * @param managementPort where health and metrics are shown, on loopback; absent for nowhere, 0 for any free port
 * @param policy for every environment that says nothing else
 * @param environments those that this rotator serves
 * @param repositories in which a key is looked for before it is retired
 */
record RotatorSettings(
        @Nullable Api api,
        @Nullable Secret databaseUrl,
        @Nullable Integer managementPort,
        @Nullable PolicyRules policy,
        @Nullable List<Environment> environments,
        @Nullable Searched repositories) {

    RotatorSettings {
        Required.of(api, "api");
        Required.of(databaseUrl, "database-url");
        Required.of(environments, "environments");
        if (environments != null && environments.isEmpty()) {
            throw new IllegalArgumentException("environments is empty: name one at least");
        }
        requireDifferentNames(environments);
        requireOrder(environments);
        if (managementPort != null && (managementPort < 0 || managementPort > 65_535)) {
            throw new IllegalArgumentException("management-port is a port: 0 to 65535");
        }
    }

    private static void requireDifferentNames(@Nullable List<Environment> environments) {
        Set<String> names = new HashSet<>();
        for (Environment environment : environments == null ? List.<Environment>of() : environments) {
            if (!names.add(String.valueOf(environment.name()))) {
                throw new IllegalArgumentException("environment '" + environment.name() + "' stands there twice");
            }
        }
    }

    private static void requireOrder(@Nullable List<Environment> environments) {
        List<Environment> all = environments == null ? List.of() : environments;
        for (int i = 0; i < all.size(); i++) {
            String after = all.get(i).after();
            if (all.subList(i, all.size()).stream()
                    .anyMatch(later -> String.valueOf(later.name()).equals(after))) {
                throw new IllegalArgumentException("environment '" + all.get(i).name() + "' comes after '" + after
                        + "' and has to stand below it");
            }
        }
    }

    /**
     * Repositories on this machine, working copies or bare ones.
     *
     * @param scanner the command that searches them, {@code keyturn} by default
     */
    record Searched(@Nullable List<Path> paths, @Nullable String scanner) {
        Searched {
            Required.of(paths, "paths");
        }
    }

    /**
     * The api.
     *
     * @param url such as {@code https://keys.example.org}
     * @param keyFile holds the rotator's own key; absent if the environment variable KEYTURN_API_KEY does
     */
    record Api(@Nullable URI url, @Nullable Path keyFile) {
        Api {
            String scheme = String.valueOf(Required.of(url, "url").getScheme());
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw new IllegalArgumentException("url is the api's address, such as https://keys.example.org");
            }
        }
    }

    /**
     * One environment, its store, and what it asks for in its own way.
     *
     * @param after the environment whose same key goes first; served here, and then before this one, or elsewhere
     * @param destinations several stores in place of one: a new key is current when all of them serve it
     * @param keys those with a policy of their own; of several that fit the first counts
     */
    record Environment(
            @Nullable String name,
            @Nullable String after,
            @Nullable Vault vault,
            @Nullable EnvironmentFiles file,
            @Nullable Aws aws,
            @Nullable List<Destination> destinations,
            @Nullable PolicyRules policy,
            @Nullable List<Keys> keys) {
        Environment {
            new EnvironmentTag(Required.of(name, "name"));
            long stores = Stream.of(vault, file, aws, destinations)
                    .filter(Objects::nonNull)
                    .count();
            if (stores != 1 || (destinations != null && destinations.isEmpty())) {
                throw new IllegalArgumentException(
                        "an environment has one store, vault, file or aws, or else several under destinations");
            }
        }

        /** The stores that all get its keys; a single one goes by its kind. */
        List<Destination> stores() {
            return destinations == null ? List.of(new Destination(null, vault, file, aws)) : destinations;
        }
    }

    /**
     * One of several stores.
     *
     * @param name by which it is recorded, so it stays; by default its kind
     */
    record Destination(
            @Nullable String name,
            @Nullable Vault vault,
            @Nullable EnvironmentFiles file,
            @Nullable Aws aws) {
        Destination {
            if (Stream.of(vault, file, aws).filter(Objects::nonNull).count() != 1) {
                throw new IllegalArgumentException("a destination is one of vault, file and aws");
            }
        }
    }

    /**
     * Environment files.
     *
     * @param folder holds them, a folder for each environment
     */
    record EnvironmentFiles(@Nullable Path folder) {
        EnvironmentFiles {
            Required.of(folder, "folder");
        }
    }

    /**
     * AWS Secrets Manager, with the credentials that the SDK finds.
     *
     * @param region such as eu-central-1
     * @param prefix before the environment in a secret's name, {@code keyturn} by default
     * @param kmsKey that new secrets are encrypted with, if not the account's own
     * @param endpoint in place of the region's public one
     */
    record Aws(
            @Nullable String region,
            @Nullable String prefix,
            @Nullable String kmsKey,
            @Nullable URI endpoint) {
        Aws {
            Required.of(region, "region");
        }
    }

    /**
     * A Vault or OpenBao, with one of the ways to sign in.
     *
     * @param mount of the KV engine, {@code secret} by default
     * @param kvVersion 2 by default; 1 has no versions and no condition, and is taken only if it is asked for
     * @param prefix before the environment in a path, {@code keyturn} by default
     * @param roleId of AppRole, with {@code secret-id-file}
     * @param secretIdWrapping a file with a wrapping token, which is opened once where there is no secret-id yet
     * @param secretIdAge at which the rotator replaces its own secret-id
     * @param ca PEM file with the authorities that vouch for the server
     */
    record Vault(
            @Nullable URI address,
            @Nullable String namespace,
            @Nullable String mount,
            @Nullable Integer kvVersion,
            @Nullable String prefix,
            @Nullable String approleMount,
            @Nullable String roleId,
            @Nullable Path secretIdFile,
            @Nullable Path secretIdWrapping,
            @Nullable Duration secretIdAge,
            @Nullable Path tokenFile,
            @Nullable Jwt jwt,
            @Nullable Jwt kubernetes,
            @Nullable ClientCertificate certificate,
            @Nullable Path ca) {
        Vault {
            Required.of(address, "address");
            long ways = Stream.of(roleId, tokenFile, jwt, kubernetes, certificate)
                    .filter(Objects::nonNull)
                    .count();
            if (ways != 1 || (roleId == null) != (secretIdFile == null)) {
                throw new IllegalArgumentException("vault needs one way to sign in: role-id and secret-id-file,"
                        + " token-file, kubernetes, jwt or certificate");
            }
            if (roleId == null && (secretIdWrapping != null || secretIdAge != null)) {
                throw new IllegalArgumentException("secret-id-wrapping and secret-id-age go with role-id");
            }
            if (kvVersion != null && kvVersion != 1 && kvVersion != 2) {
                throw new IllegalArgumentException("kv-version is 2, or 1 with its weaker promise");
            }
            if (jwt != null) {
                Required.of(jwt.file(), "jwt.file");
            }
        }
    }

    /**
     * A signed statement of who the rotator is.
     *
     * @param mount of the method; by default its name
     * @param role of the method
     * @param file holds the JWT; of a pod's service account where Kubernetes puts it, if nothing is said
     */
    record Jwt(
            @Nullable String mount,
            @Nullable String role,
            @Nullable Path file) {
        Jwt {
            Required.of(role, "role");
        }
    }

    /**
     * A client certificate.
     *
     * @param mount of the method, {@code cert} by default
     * @param role that must accept it; absent for any that does
     * @param file its PEM
     * @param keyFile the key's PEM, PKCS#8
     */
    record ClientCertificate(
            @Nullable String mount,
            @Nullable String role,
            @Nullable Path file,
            @Nullable Path keyFile) {
        ClientCertificate {
            Required.of(file, "file");
            Required.of(keyFile, "key-file");
        }
    }

    /**
     * Keys with a policy of their own.
     *
     * @param name a slug, in which {@code *} stands for any characters
     */
    record Keys(@Nullable String name, @Nullable PolicyRules policy) {
        Keys {
            new Selection(Required.of(name, "name"), List.of());
            Required.of(policy, "policy");
        }
    }

    /** A value that cannot be left out. */
    private static final class Required {
        static <T> T of(@Nullable T value, String name) {
            if (value == null) {
                throw new IllegalArgumentException(name + " is missing");
            }
            return value;
        }
    }
}
