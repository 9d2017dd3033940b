package dev.keyturn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.wire.NewKey;
import dev.keyturn.wire.Roll;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RevealsPlaintext("plays the server, which sees what is presented")
class KeyturnClientTest {
    private final ApiKey key = ApiKey.generate(new EnvironmentTag("dev"), new SecureRandom());
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String body = "{}";
    private KeyturnClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + authorization.equals("ApiKey " + key.reveal()) + " "
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://localhost:" + server.getAddress().getPort());
        client = KeyturnClient.of(address, Credentials.apiKey(key));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aKeyComesBackOnceAndPrintsAsItsHint() {
        body = "{\"id\":\"" + UUID.randomUUID() + "\",\"key\":\"" + key.reveal() + "\",\"state\":\"ACTIVE\",\"new\":1}";
        var issued = client.createKey(new NewKey("Production Ingestor", "dev", List.of("events:write"), null));
        assertThat(issued.key().equals(key)).isTrue();
        assertThat(issued.toString()).contains(key.hint());
        assertThat(requests)
                .containsExactly("POST /v1/keys true null"
                        + " {\"name\":\"Production Ingestor\",\"environment\":\"dev\",\"scopes\":[\"events:write\"]}");
    }

    @Test
    void rollingCarriesItsIdempotencyKey() {
        body = "{\"key\":\"" + key.reveal() + "\"}";
        UUID id = UUID.randomUUID();
        client.roll(id, new Roll(60L, true, 3L), "rotation-1");
        assertThat(requests)
                .containsExactly("POST /v1/keys/" + id + "/roll true rotation-1"
                        + " {\"graceSeconds\":60,\"deferred\":true,\"fence\":3}");
    }

    @Test
    void aRefusalTellsStatusCodeAndWords() {
        status = 409;
        body = "{\"type\":\"urn:x\",\"status\":409,\"code\":\"stale-fence\",\"detail\":\"another worker is ahead\"}";
        assertThatThrownBy(() -> client.abandon(UUID.randomUUID()))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.status()).isEqualTo(409);
                    assertThat(e.code()).isEqualTo("stale-fence");
                })
                .hasMessage("another worker is ahead (HTTP 409, stale-fence)");
    }

    @Test
    void anOverloadedApiIsUnavailableAndSaysHowLong() {
        status = 503;
        body = "<html>";
        assertThatThrownBy(() -> client.keys("dev"))
                .isInstanceOfSatisfying(
                        ApiUnavailableException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void anAnswerThatIsNotTheApisIsSaidToBe() {
        body = "<html>welcome</html>";
        assertThatThrownBy(() -> client.leaks()).hasMessageContaining("is the address right?");
    }

    @Test
    void anApiThatIsDownIsUnavailable() {
        server.stop(0);
        assertThatThrownBy(() -> client.leaks()).isInstanceOf(ApiUnavailableException.class);
    }

    @Test
    void aVerificationIsYesNoOrUnavailable() {
        assertThat(client.isAccepted(key)).isTrue();
        status = 401;
        assertThat(client.isAccepted(key)).isFalse();
        status = 503;
        assertThatThrownBy(() -> client.isAccepted(key)).isInstanceOf(ApiUnavailableException.class);
        assertThat(requests).contains("GET /v1/verify true null ");
    }

    @Test
    void eventsAreAskedForAfterACursor() {
        body = "{\"events\":[{\"id\":\"4\",\"type\":\"leak.recorded\",\"at\":\"2026-01-02T03:04:05Z\","
                + "\"data\":{\"keyId\":\"k\"}}],\"cursor\":\"4\"}";
        var events = client.events("a b", Set.of("leak.recorded"), Duration.ofSeconds(2));
        assertThat(events.events()).hasSize(1);
        assertThat(requests).containsExactly("GET /v1/events?after=a+b&types=leak.recorded&wait=2 true null ");
    }
}
