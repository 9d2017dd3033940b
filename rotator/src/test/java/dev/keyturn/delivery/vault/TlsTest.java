package dev.keyturn.delivery.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness.Ready;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Trouble.Kind;
import dev.keyturn.delivery.Version;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Secret;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.testing.Needs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate only a private authority vouches for. */
class TlsTest {
    private static final Place PLACE = new Place(new EnvironmentTag("dev"), "service");

    @TempDir
    Path directory;

    @Test
    void isTrustedForTheAuthoritiesInAFileAndForNothingElse() throws IOException {
        int port = TestingOpenBao.freePort();
        String token = LeakOracle.declare("tls-root-token-" + port);
        Process server = new ProcessBuilder(List.of(
                        Needs.bao().toString(),
                        "server",
                        "-dev-tls",
                        "-dev-tls-cert-dir=" + directory,
                        "-dev-no-store-token",
                        "-dev-root-token-id=" + token,
                        "-dev-listen-address=127.0.0.1:" + port))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("bao.log").toFile())
                .start();
        try {
            Path authority = directory.resolve("vault-ca.pem");
            TestingOpenBao.await(() -> Files.exists(authority));
            URI address = URI.create("https://127.0.0.1:" + port);
            VaultServer unknown = VaultServer.at(address).waiting(Duration.ofSeconds(5));
            SignIn root = new SignIn.Token(new CredentialSource.Given(Secret.of(token)));
            try (VaultStore trusting = store(unknown.trusting(authority), root);
                    VaultStore wary = store(unknown, root)) {
                TestingOpenBao.await(() -> trusting.check(PLACE).equals(new Ready(Version.NONE)));
                Trouble trouble = (Trouble) wary.check(PLACE);
                assertThat(trouble.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(trouble.what()).contains("certificate");
            }
        } finally {
            server.destroyForcibly();
        }
    }

    private static VaultStore store(VaultServer server, SignIn signIn) {
        return new VaultStore(VaultSettings.of(server, signIn), InstantSource.system());
    }
}
