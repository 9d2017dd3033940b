package dev.keyturn.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.wire.WebhookDeliveries;
import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class WebhookTest {
    private static final String PROPERTY = "keyturn.webhooks.allow-private";

    private static TestingServer server;
    private static String owner;
    private static HttpServer receiver;
    private static final List<Received> RECEIVED = new CopyOnWriteArrayList<>();
    private static volatile int status = 204;

    private record Received(Headers headers, String body) {
        String type() {
            return WireJson.mapper().readTree(body).get("type").asString();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        System.setProperty(PROPERTY, "true");
        server = TestingServer.start();
        server.replica();
        System.clearProperty(PROPERTY);
        owner = server.signIn();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            RECEIVED.add(new Received(exchange.getRequestHeaders(), body));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        receiver.stop(0);
    }

    private static Answer add(String url, List<String> types) {
        return server.post("/v1/webhooks", owner, Map.of("url", url, "types", types));
    }

    private static WebhookDeliveries.Delivery delivery(String webhook) {
        return server.get("/v1/webhooks/" + webhook + "/deliveries", owner)
                .as(WebhookDeliveries.class)
                .deliveries()
                .get(0);
    }

    @Test
    void anEventIsSentSignedTriedAgainAndReplayed() {
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook?x=1";
        Answer added = add(url, List.of("key.created"));
        String id = added.json().get("id").asString();
        Secret secret = Secret.of(LeakOracle.declare(added.json().get("secret").asString()));
        assertThat(server.get("/v1/webhooks", owner).text().contains("whsec_")).isFalse();
        status = 500;
        String key = server.post("/v1/keys", owner, Map.of("name", "Told", "environment", "dev"))
                .json()
                .get("id")
                .asString();

        await().until(() -> RECEIVED.size() == 1);
        await().until(() -> Integer.valueOf(500).equals(delivery(id).status()));
        assertThat(delivery(id).state()).isEqualTo("waiting");
        status = 204;
        server.bean(JdbcClient.class)
                .sql("UPDATE webhook_delivery SET next_at = clock_timestamp()")
                .update();
        await().until(() -> delivery(id).state().equals("delivered"));
        Received first = RECEIVED.get(0);
        Received second = RECEIVED.get(1);
        assertThat(second.body).isEqualTo(first.body).contains(key);
        assertThat(second.headers.getFirst("webhook-id")).isEqualTo(first.headers.getFirst("webhook-id"));
        Instant at = Instant.ofEpochSecond(Long.parseLong(second.headers.getFirst("webhook-timestamp")));
        Map<String, String> expected = Signing.headers(secret, second.headers.getFirst("webhook-id"), at, second.body);
        assertThat(expected).containsEntry("webhook-signature", second.headers.getFirst("webhook-signature"));

        assertThat(server.post(
                                "/v1/webhooks/" + id + "/deliveries/"
                                        + delivery(id).id() + "/replay",
                                owner,
                                null)
                        .status())
                .isEqualTo(202);
        await().until(() -> RECEIVED.size() == 3);
        assertThat(RECEIVED).extracting(Received::type).containsOnly("key.created");
        await().until(() -> delivery(id).state().equals("delivered"));
        assertThat(server.delete("/v1/webhooks/" + id, owner).status()).isEqualTo(204);
        assertThat(server.get("/v1/webhooks/" + id + "/deliveries", owner).status())
                .isEqualTo(404);
    }

    @Test
    void aReceiverThatNeverComesToAnEndIsLeft() throws IOException {
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + slow.getLocalPort() + "/");
            Duration patience = Duration.ofMillis(300);
            long start = System.nanoTime();

            CompletableFuture<Void> trickle = CompletableFuture.runAsync(() -> trickle(slow));
            Assertions.assertThatThrownBy(
                            () -> Posting.post(url, slow.getInetAddress(), Map.of(), new byte[0], patience))
                    .isInstanceOf(IOException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(trickle).failsWithin(Duration.ofSeconds(10));
        }
    }

    private static void trickle(ServerSocket slow) {
        try (Socket receiver = slow.accept()) {
            while (true) {
                receiver.getOutputStream().write(' ');
                TimeUnit.MILLISECONDS.sleep(250);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "https://127.0.0.1/",
                "https://localhost/",
                "https://10.1.2.3/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[fd00::1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://0/",
                "https://2130706433/",
                "https://100.64.0.1/",
                "https://user@93.184.215.14/",
                "ftp://93.184.215.14/",
                "https:///x",
                "https://93.184.215.14:65536/",
                "https://93.184.215.14:0/",
                "not an address"
            })
    void nothingIsSentToPrivateAddresses(String url) {
        Assertions.assertThatThrownBy(() -> new Destination(false).checked(url)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aPublicAddressIsTaken() {
        assertThat(new Destination(false).checked("https://93.184.215.14/hook").getHost())
                .isEqualTo("93.184.215.14");
    }
}
