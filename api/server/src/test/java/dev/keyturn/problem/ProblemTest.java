package dev.keyturn.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.server.TestingConnection;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private static TestingServer server;
    private static String owner;

    @BeforeAll
    static void start() {
        server = TestingServer.shared();
        owner = server.signIn();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("code").asString()).isEqualTo(code);
        assertThat(answer.json().get("type").asString()).isEqualTo("urn:keyturn:problem:" + code);
        assertThat(answer.json().get("detail").asString()).isNotEmpty();
        assertThat(answer.header("X-Request-Id"))
                .isEqualTo(answer.json().get("requestId").asString());
    }

    @Test
    void anUnknownAddressIs404() {
        assertProblem(server.get("/v1/nothing", null), 404, "not-found");
        assertThat(server.get("/v1/nothing", null).json().get("instance").asString())
                .isEqualTo("/v1/nothing");
    }

    @Test
    void aWrongMethodNamesTheRightOnes() {
        Answer answer = server.send("PUT", "/v1/keys", owner, null);

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }

    @Test
    void aWrongMediaTypeIsRefused() {
        assertProblem(
                server.send("POST", "/v1/keys", owner, "name=x", "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "unsupported-media-type");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String body = "{\"name\":\"" + "x".repeat(10_000_000) + "\"}";

        assertProblem(server.post("/v1/keys", owner, body), 413, "body-too-large");
        assertProblem(server.post("/v1/leaks", owner, body), 413, "body-too-large");
        assertProblem(server.post("/v1/keys", null, body), 401, "unauthenticated");
    }

    @Test
    void malformedJsonIsLocatedAndNotRepeated() {
        Answer answer = server.post("/v1/keys", owner, "{\"name\": \"my password\" oops}");

        assertProblem(answer, 400, "invalid-request");
        assertThat(answer.json().get("detail").asString())
                .contains("line 1")
                .doesNotContain("oops")
                .doesNotContain("password");
    }

    @Test
    void whatNoTextCanHoldIsTheCallersMistake() {
        for (String query : List.of("keys?environment=%00", "keys?environment=%ff", "audit?subject=%00")) {
            assertProblem(server.get("/v1/" + query, owner), 400, "invalid-request");
        }
        for (String email : List.of("a\\u0000b@example.com", "\\ud800@example.com")) {
            assertProblem(
                    server.post("/v1/sessions", null, "{\"email\":\"" + email + "\",\"password\":\"x\"}"),
                    422,
                    "invalid-value");
        }
    }

    @Test
    void aCachesUseWithoutAKeyIsTheCallersMistake() {
        for (String use : List.of("null", "{\"uses\":1,\"firstMillisAgo\":1,\"lastMillisAgo\":0}")) {
            assertProblem(
                    server.post(
                            "/v1/caches/" + UUID.randomUUID() + "/beats",
                            owner,
                            "{\"beat\":1,\"epoch\":-1,\"uses\":[" + use + "]}"),
                    422,
                    "invalid-value");
        }
    }

    @Test
    void theCallersOwnRequestIdIsKept() {
        Answer answer = server.send("GET", "/v1/nothing", null, null, "X-Request-Id", "trace-1");

        assertThat(answer.json().get("requestId").asString()).isEqualTo("trace-1");
    }

    @Test
    @RevealsPlaintext("puts a key where it does not belong")
    void aKeyInTheAddressIsNeverRepeated() {
        ApiKey key = ApiKey.generate(new EnvironmentTag("dev"), new SecureRandom());

        Answer answer = server.get("/v1/nothing/" + key.reveal(), null);

        assertProblem(answer, 404, "not-found");
        assertThat(answer.text().contains(key.reveal())).isFalse();
    }

    @Test
    void aGatewaysQueryThatCannotBeReadIsRefused() {
        try (TestingConnection connection =
                TestingConnection.to(URI.create(server.url()).getPort())) {
            connection.sendText(
                    "GET /v1/verify?environment=%zz HTTP/1.1\r\nHost: x\r\nAuthorization: ApiKey x\r\n\r\n");
            assertThat(connection.status()).isEqualTo(400);
        }
    }

    @Test
    void ofTwoAuthorizationsNoneIsTaken() {
        try (TestingConnection connection =
                TestingConnection.to(URI.create(server.url()).getPort())) {
            connection.sendText("HEAD /v1/keys HTTP/1.1\r\nHost: x\r\nAuthorization: " + owner
                    + "\r\nAuthorization: Bearer x\r\n\r\n");
            assertThat(connection.status()).isEqualTo(401);
        }
    }

    @Test
    void whatIsNoHttpIsRefusedAsAProblemToo() throws IOException {
        URI address = URI.create(server.url());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write("GET /<> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json")
                    .contains("invalid-request");
        }
    }
}
