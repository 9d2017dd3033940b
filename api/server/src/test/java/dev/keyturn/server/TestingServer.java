package dev.keyturn.server;

import dev.keyturn.caller.Role;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.tenant.Members;
import dev.keyturn.tenant.People;
import dev.keyturn.tenant.Setup;
import dev.keyturn.tenant.Tenants;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.testing.TestingPostgres;
import dev.keyturn.wire.SessionTokens;
import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * A replica of the api in this JVM, on a free port. One that is {@linkplain #start started} has a real database of its
 * own; {@link #shared} lends one of two replicas that run as long as the JVM, with a tenant of the borrower's own.
 */
public final class TestingServer implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final AtomicInteger BORROWERS = new AtomicInteger();

    /** Who owns the first tenant of a server that was started. */
    public static final String OWNER_EMAIL = "owner@example.com";

    /** The password of every owner. */
    public static final String OWNER_PASSWORD = LeakOracle.declare("correct horse battery staple");

    private final String databaseUrl;
    private final Path data;
    private final RunningServer server;
    private final String ownerEmail;
    private Runnable end = () -> {};
    private final List<TestingServer> replicas = new ArrayList<>();

    private TestingServer(String databaseUrl, Path data) {
        this.databaseUrl = databaseUrl;
        this.data = data;
        this.ownerEmail = OWNER_EMAIL;
        this.server = RunningServer.start(new ServerSettings(
                InetAddress.getLoopbackAddress(),
                0,
                data,
                Secret.of(databaseUrl),
                data.resolve("secrets.json"),
                false,
                new Setup.Owner(OWNER_EMAIL, Secret.of(OWNER_PASSWORD), "Test")));
    }

    private TestingServer(TestingServer lent, String ownerEmail) {
        this.databaseUrl = lent.databaseUrl;
        this.data = lent.data;
        this.ownerEmail = ownerEmail;
        this.server = lent.server;
    }

    /** The first replica on a new database, which is looked through a last time when the replica is closed. */
    public static TestingServer start() {
        try {
            TestingServer first =
                    new TestingServer(TestingPostgres.createDatabase(), Files.createTempDirectory("keyturn-server"));
            first.end = () -> {
                first.server.close();
                TestingPostgres.endDatabase(first.databaseUrl);
            };
            return first;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the two replicas that the tests of this JVM share, with a new tenant and its owner. */
    public static TestingServer shared() {
        TestingServer server = new TestingServer(Shared.ONE, "owner-" + BORROWERS.incrementAndGet() + "@example.com");
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> server.addTenant());
        return server;
    }

    /** The other one of the two shared replicas. */
    public static TestingServer otherShared() {
        return Shared.OTHER;
    }

    private static final class Shared {
        private static final TestingServer ONE = start();
        private static final TestingServer OTHER = ONE.replica();
    }

    private void addTenant() {
        UUID person = bean(People.class).add(ownerEmail, Secret.of(OWNER_PASSWORD));
        bean(Members.class).add(bean(Tenants.class).add("Test"), person, Role.OWNER, null);
    }

    /** Another replica on the same database; it is closed together with this one. */
    public TestingServer replica() {
        TestingServer replica = new TestingServer(databaseUrl, data);
        replica.end = replica.server::close;
        replicas.add(replica);
        return replica;
    }

    /** Where it answers, {@code http://127.0.0.1:<port>}. */
    public String url() {
        return server.url();
    }

    /** JDBC URL of its database, password included. */
    public String databaseUrl() {
        return databaseUrl;
    }

    /** The value of an Authorization header by which the owner is signed in, a new session each time. */
    @RevealsPlaintext("sent as a header")
    public String signIn() {
        SessionTokens tokens = post("/v1/sessions", null, Map.of("email", ownerEmail, "password", OWNER_PASSWORD))
                .as(SessionTokens.class);
        return "Bearer " + tokens.accessToken().reveal();
    }

    /** Who owns the tenant in which it signs in. */
    public String ownerEmail() {
        return ownerEmail;
    }

    /** The secrets that all its replicas share. */
    public Path secretsFile() {
        return data.resolve("secrets.json");
    }

    /** A bean of the running replica. */
    public <T> T bean(Class<T> type) {
        return server.context().getBean(type);
    }

    /** An answer: status, headers, and the body as JSON ({@code MissingNode} if it has none). */
    public record Answer(int status, java.net.http.HttpHeaders headers, String text) {
        public JsonNode json() {
            return WireJson.mapper().readTree(text);
        }

        public <T> T as(Class<T> type) {
            return WireJson.mapper().readValue(text, type);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The text is left out: it may hold plaintext. */
        @Override
        public String toString() {
            return "answer " + status;
        }
    }

    public Answer get(String path, @Nullable String authorization) {
        return send("GET", path, authorization, null);
    }

    public Answer post(String path, @Nullable String authorization, @Nullable Object body) {
        return send("POST", path, authorization, body);
    }

    public Answer delete(String path, @Nullable String authorization) {
        return send("DELETE", path, authorization, null);
    }

    /**
     * Any request.
     *
     * @param authorization value of the header, such as {@code Bearer …}
     * @param body written as JSON; a string is sent as it is
     * @param headers further names and values in turn
     */
    public Answer send(
            String method, String path, @Nullable String authorization, @Nullable Object body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : json(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return exchange(request.build());
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return HttpRequest.BodyPublishers.ofString(
                body instanceof String text ? text : WireJson.mapper().writeValueAsString(body));
    }

    private static Answer exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        replicas.forEach(TestingServer::close);
        end.run();
    }
}
