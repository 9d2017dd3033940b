package dev.keyturn.delivery.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness.Ready;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Trouble.Kind;
import dev.keyturn.delivery.Version;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Secret;
import dev.keyturn.testing.LeakOracle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signing in with what an issuer signed: with OpenID's keys, and with what Kubernetes says of a service account. */
class SignedStatementTest {
    private static final EnvironmentTag ENVIRONMENT = new EnvironmentTag("jwt");
    private static final Place PLACE = new Place(ENVIRONMENT, "service");
    private static final Ready READY = new Ready(Version.NONE);
    private static final JsonMapper JSON = new JsonMapper();

    private static TestingOpenBao bao;
    private static KeyPair issuer;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    @TempDir
    Path directory;

    @BeforeAll
    static void trustTheIssuer() throws GeneralSecurityException {
        bao = TestingOpenBao.shared();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        issuer = generator.generateKeyPair();
        bao.post(
                "sys/policies/acl/jwt-rotator",
                Map.of("policy", new VaultPolicy("secret", "keyturn", ENVIRONMENT).rotator()));
    }

    @Test
    void aStatementOfAnIssuerIsReadAgainAtEachSignIn() throws Exception {
        bao.post("sys/auth/jwt", Map.of("type", "jwt"));
        bao.post("auth/jwt/config", Map.of("jwt_validation_pubkeys", publicKey(), "bound_issuer", "https://issuer"));
        bao.post(
                "auth/jwt/role/rotator",
                Map.of(
                        "role_type", "jwt",
                        "bound_audiences", "vault",
                        "bound_subject", "rotator-jwt",
                        "user_claim", "sub",
                        "token_policies", "jwt-rotator",
                        "token_ttl", "1h",
                        "token_max_ttl", "1h"));
        state("rotator-jwt", Map.of());
        try (VaultStore store = store("jwt")) {
            assertThat(store.check(PLACE)).isEqualTo(READY);
            now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
            state("somebody-else", Map.of());
            Trouble trouble = (Trouble) store.check(PLACE);
            assertThat(trouble.kind()).isEqualTo(Kind.DENIED);
            assertThat(trouble.what()).contains("role rotator of auth/jwt", "statement.jwt");
            assertThat(trouble.action()).contains("issuer, audience and name");
            state("rotator-jwt", Map.of());
            assertThat(store.check(PLACE)).isEqualTo(READY);
        }
    }

    @Test
    void kubernetesIsAskedWhoTheServiceAccountIs() throws Exception {
        bao.post("sys/mounts/pki", Map.of("type", "pki"));
        String authority = bao.post("pki/root/generate/internal", Map.of("common_name", "cluster", "key_type", "ec"))
                .at("/data/certificate")
                .asString();
        bao.post(
                "pki/roles/api",
                Map.of("allow_any_name", true, "allow_ip_sans", true, "key_type", "ec", "max_ttl", "1h"));
        HttpsServer cluster = cluster();
        try {
            bao.post("sys/auth/kubernetes", Map.of("type", "kubernetes"));
            bao.post(
                    "auth/kubernetes/config",
                    Map.of(
                            "kubernetes_host",
                            "https://127.0.0.1:" + cluster.getAddress().getPort(),
                            "kubernetes_ca_cert",
                            authority,
                            "disable_local_ca_jwt",
                            true));
            bao.post(
                    "auth/kubernetes/role/rotator",
                    Map.of(
                            "bound_service_account_names", "keyturn-rotator",
                            "bound_service_account_namespaces", "keyturn",
                            "token_policies", "jwt-rotator",
                            "token_ttl", "1h"));
            stateOfPod("keyturn-rotator");
            try (VaultStore store = store("kubernetes")) {
                assertThat(store.check(PLACE)).isEqualTo(READY);
                now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
                stateOfPod("default");
                assertThat(((Trouble) store.check(PLACE)).what()).contains("role rotator of auth/kubernetes");
            }
        } finally {
            cluster.stop(0);
        }
    }

    /** The part of a Kubernetes API that Vault asks: whose token is this? */
    private static HttpsServer cluster() throws Exception {
        JsonNode issued = bao.post(
                "pki/issue/api", Map.of("common_name", "api", "ip_sans", "127.0.0.1", "private_key_format", "pkcs8"));
        String pem = issued.at("/data/certificate").asString() + "\n"
                + issued.at("/data/private_key").asString();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(ClientCertificate.in(Secret.of(pem)).orElseThrow(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/apis/authentication.k8s.io/v1/tokenreviews", SignedStatementTest::review);
        server.start();
        return server;
    }

    private static void review(HttpExchange exchange) throws IOException {
        JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String[] parts = asked.at("/spec/token").asString().split("\\.");
        String subject = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))
                .at("/sub")
                .asString();
        byte[] answer = JSON.writeValueAsBytes(Map.of(
                "apiVersion",
                "authentication.k8s.io/v1",
                "kind",
                "TokenReview",
                "status",
                Map.of(
                        "authenticated", true,
                        "audiences", List.of("vault"),
                        "user", Map.of("username", subject, "uid", "1"))));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(201, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void stateOfPod(String account) throws Exception {
        state(
                "system:serviceaccount:keyturn:" + account,
                Map.of(
                        "kubernetes.io",
                        Map.of("namespace", "keyturn", "serviceaccount", Map.of("name", account, "uid", "1"))));
    }

    /** Whoever issues statements puts a new one in the place of the old. */
    private void state(String subject, Map<String, ?> more) throws Exception {
        Map<String, Object> claims = new HashMap<>(more);
        claims.putAll(Map.of("iss", "https://issuer", "aud", List.of("vault"), "sub", subject));
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("exp", Instant.now().getEpochSecond() + 600);
        String signed = base64(JSON.writeValueAsBytes(Map.of("alg", "ES256", "typ", "JWT"))) + "."
                + base64(JSON.writeValueAsBytes(claims));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(issuer.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        String jwt = LeakOracle.declare(signed + "." + base64(signature.sign()));
        Files.writeString(directory.resolve("statement.jwt"), jwt);
    }

    private static String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(issuer.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----";
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private VaultStore store(String mount) {
        CredentialSource file = new CredentialSource.InFile(directory.resolve("statement.jwt"));
        InstantSource clock = now::get;
        return new VaultStore(TestingOpenBao.settings(bao.address(), new SignIn.Jwt(mount, "rotator", file)), clock);
    }
}
