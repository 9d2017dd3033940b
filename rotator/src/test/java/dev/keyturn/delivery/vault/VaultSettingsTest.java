package dev.keyturn.delivery.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.key.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultSettingsTest {
    private static final URI ADDRESS = URI.create("https://vault.example.com:8200");
    private static final SignIn SIGN_IN = new SignIn.Token(new CredentialSource.Given(Secret.of("hush-hush")));

    @TempDir
    Path directory;

    @Test
    void defaults() {
        VaultSettings settings = VaultSettings.of(VaultServer.at(ADDRESS), SIGN_IN);
        assertThat(settings.mount()).isEqualTo("secret");
        assertThat(settings.prefix()).isEqualTo("keyturn");
        assertThat(settings.server().namespace()).isEmpty();
        assertThat(settings.server().certificates()).isEmpty();
        assertThat(settings.server().patience()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void everythingCanBeSaid() {
        VaultServer server = VaultServer.at(ADDRESS)
                .inNamespace("team/a")
                .trusting(Path.of("ca.pem"))
                .waiting(Duration.ofSeconds(3));
        assertThat(server.namespace()).contains("team/a");
        assertThat(server.certificates()).contains(Path.of("ca.pem"));
        assertThat(server.patience()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void credentialsAreNotPrinted() {
        assertThat(VaultSettings.of(VaultServer.at(ADDRESS), SIGN_IN).toString())
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vault:8200",
                "ftp://vault",
                "https:///x",
                "http://u:p@vault:8200",
                "https://vault/v1",
                "https://vault?x"
            })
    void anAddressIsSchemeHostAndPort(String address) {
        assertThatThrownBy(() -> VaultServer.at(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address of Vault");
    }

    @Test
    void otherBadValuesAreRefused() {
        assertThatThrownBy(() -> VaultServer.at(ADDRESS).waiting(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VaultServer.at(ADDRESS).inNamespace("a b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SignIn.AppRole("approle", " ", new CredentialSource.InEnvironment("X")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("role-id");
    }

    @Test
    void plainHttpIsForLoopbackOnly() {
        assertThat(VaultServer.at(URI.create("http://127.0.0.1:8200")).isExposed())
                .isFalse();
        assertThat(VaultServer.at(URI.create("http://[::1]:8200")).isExposed()).isFalse();
        assertThat(VaultServer.at(URI.create("http://vault:8200")).isExposed()).isTrue();
        assertThat(VaultServer.at(ADDRESS).isExposed()).isFalse();
    }

    @Test
    void aFileOfAuthoritiesMustHoldSome() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path garbage = Files.writeString(directory.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        for (Path file : new Path[] {empty, garbage, directory.resolve("missing.pem")}) {
            VaultServer server = VaultServer.at(ADDRESS).trusting(file);
            assertThatThrownBy(() -> new VaultStore(VaultSettings.of(server, SIGN_IN), InstantSource.system()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(file.toString());
        }
    }
}
