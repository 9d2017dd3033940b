package dev.keyturn.delivery.vault;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.testing.Needs;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real {@code bao server} on loopback, initialised and unsealed, with KV v2 at {@code secret/}, KV v1 at {@code old/}
 * and AppRole enabled. It keeps its data in a directory of its own, so it can be stopped and started again. The leak
 * oracle looks through what it logs, and knows its credentials.
 */
public final class TestingOpenBao implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private HttpClient http = HttpClient.newHttpClient();
    private final List<String> command;
    private final Path directory;
    private final URI address;
    private Process process;
    private String unsealKey = "";
    private String rootToken = "";

    private TestingOpenBao(URI address, Path directory, List<String> command) throws IOException {
        this.address = address;
        this.directory = directory;
        this.command = command;
        Files.createDirectories(directory.resolve("log"));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        this.process = launch();
    }

    /** What a role signs in with. */
    public record Credentials(String roleId, Secret secretId) {
        /** The way to sign in with it. */
        public SignIn signIn() {
            return new SignIn.AppRole("approle", roleId, new CredentialSource.Given(secretId));
        }
    }

    /** One server for all tests of a JVM; whoever seals or stops it opens it again. */
    public static TestingOpenBao shared() {
        return Shared.SERVER;
    }

    /** A server of one's own. */
    public static TestingOpenBao start() {
        try {
            int port = freePort();
            Path directory = Files.createTempDirectory("keyturn-bao");
            Files.createDirectories(directory.resolve("data"));
            Files.writeString(directory.resolve("bao.hcl"), configuration(directory, port));
            List<String> command = List.of(Needs.bao().toString(), "server", "-config=" + directory.resolve("bao.hcl"));
            URI address = URI.create("http://127.0.0.1:" + port);
            TestingOpenBao bao = new TestingOpenBao(address, directory, command);
            LeakOracle.watchDirectory(directory.resolve("log"));
            bao.initialise();
            return bao;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that speaks TLS only, with an authority of its own; it keeps everything in memory. */
    static TestingOpenBao startWithTls() {
        try {
            int port = freePort();
            Path directory = Files.createTempDirectory("keyturn-bao");
            String token = LeakOracle.declare("tls-root-token-" + port);
            List<String> command = List.of(
                    Needs.bao().toString(),
                    "server",
                    "-dev-tls",
                    "-dev-tls-cert-dir=" + directory,
                    "-dev-no-store-token",
                    "-dev-root-token-id=" + token,
                    "-dev-listen-address=127.0.0.1:" + port);
            URI address = URI.create("https://127.0.0.1:" + port);
            TestingOpenBao bao = new TestingOpenBao(address, directory, command);
            await(() -> Files.exists(bao.authority()));
            bao.http = HttpClient.newBuilder()
                    .sslContext(GuardedHttpClient.to(VaultServer.at(address).trusting(bao.authority()))
                            .sslContext())
                    .build();
            bao.rootToken = token;
            await(bao::isUp);
            bao.awaitActive();
            await(() -> bao.send(token, "GET", "secret/data/none", Map.of()).statusCode() == 404);
            return bao;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return address;
    }

    /** The authority that vouches for a server with TLS. */
    Path authority() {
        return directory.resolve("vault-ca.pem");
    }

    /** The token that may do everything, for set-up only. */
    public Secret rootToken() {
        return Secret.of(rootToken);
    }

    /** Default settings for a server at an address, which may be that of a proxy before this one. */
    public static VaultSettings settings(URI address, SignIn signIn) {
        return VaultSettings.of(VaultServer.at(address).waiting(Duration.ofSeconds(2)), signIn);
    }

    /** A rotator's role for an environment, with tokens of an hour that can be renewed for ever. */
    public Credentials rotatorRole(VaultPolicy policy) {
        return role(policy.rotatorName(), policy.rotator(), Map.of("token_period", "1h"));
    }

    /** A role with a policy of the same name; settings are AppRole's, such as {@code token_ttl}. */
    public Credentials role(String name, String policy, Map<String, Object> settings) {
        post("sys/policies/acl/" + name, Map.of("policy", policy));
        post("auth/approle/role/" + name, Map.of("token_policies", name, "token_no_default_policy", true));
        post("auth/approle/role/" + name, settings);
        String roleId = get("auth/approle/role/" + name + "/role-id")
                .at("/data/role_id")
                .asString();
        return new Credentials(roleId, secretId(name));
    }

    /** A further secret-id of a role. */
    public Secret secretId(String role) {
        String secretId = post("auth/approle/role/" + role + "/secret-id", Map.of())
                .at("/data/secret_id")
                .asString();
        return Secret.of(LeakOracle.declare(secretId));
    }

    /** A wrapping token, good for a minute, for what a write to a path answers, or a read of it that ends in {@code -id}. */
    String wrapped(String path) {
        String method = path.endsWith("/role-id") ? "GET" : "POST";
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/v1/" + path))
                .header("X-Vault-Token", rootToken)
                .header("X-Vault-Wrap-TTL", "60s")
                .method(method, BodyPublishers.noBody())
                .build();
        return JSON.readTree(send(request).body()).at("/wrap_info/token").asString();
    }

    /** Reads a path with the root token; a missing node if there is nothing. */
    public JsonNode get(String path) {
        return call(rootToken, "GET", path, Map.of());
    }

    /** Writes to a path with the root token. */
    public JsonNode post(String path, Map<String, ?> body) {
        return call(rootToken, "POST", path, body);
    }

    /** Deletes a path with the root token. */
    public JsonNode delete(String path) {
        return call(rootToken, "DELETE", path, Map.of());
    }

    /** The status of a call that a token other than root's makes. */
    public int status(Secret token, String method, String path) {
        return send(plain(token), method, path, Map.of()).statusCode();
    }

    /** A token of a role, signed in for by hand. */
    public Secret signIn(Credentials credentials) {
        JsonNode auth = post("auth/approle/login", login(credentials)).at("/auth/client_token");
        return Secret.of(LeakOracle.declare(auth.asString()));
    }

    /** How many versions a secret in KV v2 has had, and its custom metadata, as {@code metadata/} says. */
    public JsonNode metadata(String mount, String path) {
        return get(mount + "/metadata/" + path).at("/data");
    }

    public void seal() {
        post("sys/seal", Map.of());
    }

    public void unseal() {
        call("", "POST", "sys/unseal", Map.of("key", unsealKey));
        awaitActive();
    }

    /** Ends the server as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts it again after {@link #kill}, sealed as it then is. */
    public void startAgain() {
        process = launch();
        await(this::isUp);
    }

    @Override
    public void close() {
        LeakOracle.forget(directory.resolve("log").toString());
        kill();
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initialise() {
        await(this::isUp);
        JsonNode init = call("", "POST", "sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
        unsealKey = LeakOracle.declare(init.at("/keys/0").asString());
        rootToken = LeakOracle.declare(init.at("/root_token").asString());
        unseal();
        post("sys/mounts/secret", Map.of("type", "kv", "options", Map.of("version", "2")));
        post("sys/mounts/old", Map.of("type", "kv", "options", Map.of("version", "1")));
        post("sys/auth/approle", Map.of("type", "approle"));
        await(() -> send(rootToken, "GET", "secret/data/none", Map.of()).statusCode() == 404);
    }

    private JsonNode call(String token, String method, String path, Map<String, ?> body) {
        HttpResponse<String> response = send(token, method, path, body);
        if (response.statusCode() >= 400 && response.statusCode() != 404) {
            throw new IllegalStateException(method + " " + path + ": status " + response.statusCode());
        }
        return response.body().isEmpty() ? JSON.missingNode() : JSON.readTree(response.body());
    }

    private HttpResponse<String> send(String token, String method, String path, Map<String, ?> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + "/v1/" + path))
                .timeout(PATIENCE)
                .method(method, method.equals("POST") ? BodyPublishers.ofString(json(body)) : BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("X-Vault-Token", token);
        }
        return send(request.build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean isUp() {
        try {
            return send("", "GET", "sys/seal-status", Map.of()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private void awaitActive() {
        await(() -> send("", "GET", "sys/health", Map.of()).statusCode() == 200);
    }

    static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("bao did not get ready in " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void awaitEnd() {
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeIf(name -> name.startsWith("BAO_") || name.startsWith("VAULT_"));
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("log/bao.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(Path directory, int port) {
        return """
                storage "raft" {
                  path = "%s"
                  node_id = "one"
                  performance_multiplier = 1
                }
                listener "tcp" {
                  address = "127.0.0.1:%d"
                  tls_disable = true
                }
                api_addr = "http://127.0.0.1:%d"
                cluster_addr = "http://127.0.0.1:%d"
                log_level = "warn"
                """.formatted(directory.resolve("data"), port, port, freePort());
    }

    private static String json(Map<String, ?> body) {
        return JSON.writeValueAsString(body);
    }

    @RevealsPlaintext("signs in by hand")
    private static Map<String, String> login(Credentials credentials) {
        return Map.of(
                "role_id",
                credentials.roleId(),
                "secret_id",
                credentials.secretId().reveal());
    }

    @RevealsPlaintext("asks with a token by hand")
    private static String plain(Secret token) {
        return token.reveal();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final TestingOpenBao SERVER = start();
    }
}
