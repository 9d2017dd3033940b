package dev.keyturn.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.server.TestingServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event ingestion and membership checks behind nginx: the recipe of docs/sample, as it stands there. */
@Timeout(60)
class SampleServiceTest {
    private static final String JOINED = "{\"type\":\"joined\",\"user\":\"ada\"}";

    @TempDir
    static Path folder;

    private static TestingServer api;
    private static TestingGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        api = TestingServer.shared();
        gateway = TestingGateway.before(api.url(), folder);
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        api.close();
    }

    @Test
    void aKeyWithItsScopesOpensBothCalls() throws Exception {
        String key = TestingKeys.tenant(api)
                .issue("events:write", "memberships:read")
                .authorization();
        HttpResponse<String> ingested = gateway.send("/v1/events", JOINED, "Authorization", key);
        assertThat(ingested.statusCode()).isEqualTo(202);
        assertThat(ingested.body()).isEqualTo("{\"accepted\":1}");
        assertThat(gateway.send("/v1/memberships/ada", "", "Authorization", key).body())
                .isEqualTo("{\"user\":\"ada\",\"member\":true}");
    }

    @Test
    void noKeyAndARevokedKeyAreRefusedWithTheReason() throws Exception {
        assertThat(gateway.send("/v1/memberships/ada", "").statusCode()).isEqualTo(401);
        TestingKeys keys = TestingKeys.tenant(api);
        TestingKeys.Issued issued = keys.issue("memberships:read");
        keys.change(issued, "state = 'REVOKED', revoked_at = now(), revocation_reason = 'MANUAL'");
        HttpResponse<String> refused = gateway.send("/v1/memberships/ada", "", "Authorization", issued.authorization());
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("WWW-Authenticate"))
                .hasSize(1)
                .first()
                .asString()
                .contains("REVOKED");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void anotherScopeAndAnotherEnvironmentAreRefused() throws Exception {
        TestingKeys keys = TestingKeys.tenant(api);
        String reader = keys.issue("memberships:read").authorization();
        assertThat(gateway.send("/v1/events", JOINED, "Authorization", reader).statusCode())
                .isEqualTo(401);
        String dev = keys.issueIn("dev", "ACTIVE", "memberships:read").authorization();
        assertThat(gateway.send("/v1/memberships/ada", "", "Authorization", dev).statusCode())
                .isEqualTo(401);
    }

    @Test
    void nobodyCanSayWhoTheyAre() throws Exception {
        TestingKeys victim = TestingKeys.tenant(api);
        String theirs = victim.issue("events:write").authorization();
        assertThat(gateway.send("/v1/events", JOINED, "Authorization", theirs).statusCode())
                .isEqualTo(202);
        String ours = TestingKeys.tenant(api).issue("memberships:read").authorization();
        String tenant = victim.tenantId().toString();
        assertThat(gateway.send("/v1/memberships/ada", "", "Authorization", ours, "X-Keyturn-Tenant", tenant)
                        .body())
                .contains("\"member\":false");
    }

    /** nginx makes a 500 of whatever is neither 2xx nor 401 nor 403: the recipe turns it back. */
    @ParameterizedTest
    @CsvSource({"429, 429", "503, 503", "500, 503", "302, 503"})
    void whatTheApiCouldNotAnswerIsSaid(int answered, int expected, @TempDir Path own) throws Exception {
        HttpServer busy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        busy.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(answered, -1);
            exchange.close();
        });
        busy.start();
        String address = "http://127.0.0.1:" + busy.getAddress().getPort();
        try (TestingGateway before = TestingGateway.before(address, own)) {
            HttpResponse<String> response = before.send("/v1/memberships/ada", "");
            assertThat(response.statusCode()).isEqualTo(expected);
            assertThat(response.headers().firstValue("Retry-After")).contains("7");
            busy.stop(0);
            assertThat(before.send("/v1/memberships/ada", "").statusCode()).isEqualTo(503);
        }
    }
}
