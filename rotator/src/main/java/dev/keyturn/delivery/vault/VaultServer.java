package dev.keyturn.delivery.vault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which Vault, and how it is reached.
 *
 * @param address scheme, host and port, for instance {@code https://vault.example.com:8200}
 * @param namespace the namespace that mount and sign-in are in, if not the root
 * @param certificates a PEM file with the authorities that vouch for the server, if not those of the JDK
 * @param patience how long to wait for a connection, and again for a whole answer; at least a tenth of a second
 */
public record VaultServer(URI address, Optional<String> namespace, Optional<Path> certificates, Duration patience) {
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException with words for a person if a value makes no sense */
    public VaultServer {
        boolean http = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (!http || address.getHost() == null || address.getUserInfo() != null) {
            throw new IllegalArgumentException("the address of Vault is a URL such as https://vault.example.com:8200");
        }
        if (address.getRawQuery() != null || !address.getPath().matches("/?")) {
            throw new IllegalArgumentException("the address of Vault ends after the port: leave out /v1 and the like");
        }
        namespace.ifPresent(name -> VaultPath.requireSegments(name, "the namespace"));
        if (patience.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("Vault needs a tenth of a second at least to answer");
        }
    }

    /** A server that is reached without further ado: root namespace, the JDK's authorities, ten seconds. */
    public static VaultServer at(URI address) {
        return new VaultServer(address, Optional.empty(), Optional.empty(), DEFAULT_PATIENCE);
    }

    /** The same in a namespace. */
    public VaultServer inNamespace(String name) {
        return new VaultServer(address, Optional.of(name), certificates, patience);
    }

    /** The same, trusted because of the authorities in a PEM file. */
    public VaultServer trusting(Path pem) {
        return new VaultServer(address, namespace, Optional.of(pem), patience);
    }

    /** The same with another patience. */
    public VaultServer waiting(Duration patience) {
        return new VaultServer(address, namespace, certificates, patience);
    }

    /** Whether plaintext would cross a network unencrypted. */
    boolean isExposed() {
        String host = address.getHost();
        boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        return "http".equals(address.getScheme()) && !loopback;
    }
}
