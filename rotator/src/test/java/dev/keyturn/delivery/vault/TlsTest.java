package dev.keyturn.delivery.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness.Ready;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Trouble.Kind;
import dev.keyturn.delivery.Version;
import dev.keyturn.key.EnvironmentTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server whose certificate only a private authority vouches for, and a rotator that shows one of its own. */
class TlsTest {
    private static final EnvironmentTag ENVIRONMENT = new EnvironmentTag("tls");
    private static final Place PLACE = new Place(ENVIRONMENT, "service");

    private static TestingOpenBao bao;
    private static VaultServer unknown;
    private static VaultServer trusted;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        bao = TestingOpenBao.startWithTls();
        unknown = VaultServer.at(bao.address()).waiting(Duration.ofSeconds(5));
        trusted = unknown.trusting(bao.authority());
        bao.post("sys/mounts/pki", Map.of("type", "pki"));
        bao.post("pki/root/generate/internal", Map.of("common_name", "rotators", "key_type", "ec"));
        bao.post("pki/roles/rotator", Map.of("allow_any_name", true, "key_type", "ec", "max_ttl", "1h"));
        bao.post("sys/auth/cert", Map.of("type", "cert"));
        bao.post(
                "sys/policies/acl/rotator",
                Map.of("policy", new VaultPolicy("secret", "keyturn", ENVIRONMENT).rotator()));
        String authority = bao.get("pki/cert/ca").at("/data/certificate").asString();
        bao.post(
                "auth/cert/certs/rotator",
                Map.of(
                        "certificate", authority,
                        "allowed_common_names", "rotator-tls",
                        "token_policies", "rotator",
                        "token_period", "1h"));
    }

    @AfterAll
    static void stop() {
        bao.close();
    }

    @Test
    void isTrustedForTheAuthoritiesInAFileAndForNothingElse() {
        SignIn root = new SignIn.Token(new CredentialSource.Given(bao.rootToken()));
        try (VaultStore trusting = store(trusted, root);
                VaultStore wary = store(unknown, root)) {
            assertThat(trusting.check(PLACE)).isEqualTo(new Ready(Version.NONE));
            Trouble trouble = (Trouble) wary.check(PLACE);
            assertThat(trouble.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(trouble.what()).contains("certificate");
        }
    }

    @Test
    void aCertificateSignsInAndIsReadAgain() throws IOException {
        issue("rotator-tls");
        try (VaultStore store = store(trusted, certificate(Optional.of("rotator")))) {
            assertThat(store.check(PLACE)).isEqualTo(new Ready(Version.NONE));
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(41)));
            assertThat(store.keepOpen()).isEmpty();
            issue("rotator-tls");
            now.updateAndGet(time -> time.plus(Duration.ofDays(1)));
            assertThat(store.check(PLACE)).isEqualTo(new Ready(Version.NONE));
        }
    }

    @Test
    void aCertificateOfSomebodyElseIsRefusedUntilAnotherLiesThere() throws IOException {
        issue("somebody-else");
        try (VaultStore store = store(trusted, certificate(Optional.empty()))) {
            Trouble trouble = (Trouble) store.check(PLACE);
            assertThat(trouble.kind()).isEqualTo(Kind.DENIED);
            assertThat(trouble.what()).contains("refuses the credential", "client.key", "auth/cert");
            issue("rotator-tls");
            assertThat(store.check(PLACE)).isEqualTo(new Ready(Version.NONE));
        }
    }

    @Test
    void whatIsNoPemIsSaidSo() throws IOException {
        Files.writeString(directory.resolve("client.pem"), "no certificate");
        Files.writeString(
                directory.resolve("client.key"), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----");
        try (VaultStore store = store(trusted, certificate(Optional.empty()))) {
            assertThat(((Trouble) store.check(PLACE)).action()).contains("openssl pkcs8 -topk8");
        }
    }

    private void issue(String name) throws IOException {
        JsonNode issued = bao.post("pki/issue/rotator", Map.of("common_name", name, "private_key_format", "pkcs8"));
        Files.writeString(
                directory.resolve("client.pem"), issued.at("/data/certificate").asString());
        Files.writeString(
                directory.resolve("client.key"), issued.at("/data/private_key").asString());
    }

    private SignIn certificate(Optional<String> role) {
        return new SignIn.Certificate(
                "cert",
                role,
                new CredentialSource.Pem(directory.resolve("client.pem"), directory.resolve("client.key")));
    }

    private VaultStore store(VaultServer server, SignIn signIn) {
        InstantSource clock = now::get;
        return new VaultStore(VaultSettings.of(server, signIn), clock);
    }
}
