package dev.keyturn.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.server.TestingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client writes so that a gateway and what stands behind it read different requests. */
@Timeout(60)
class SmugglingTest {
    private static final String JOINED = "{\"type\":\"joined\",\"user\":\"ada\"}";

    @TempDir
    static Path folder;

    private static final Map<TestingGateway.Kind, TestingGateway> GATEWAYS = new EnumMap<>(TestingGateway.Kind.class);
    private static TestingServer api;
    private static TestingKeys victim;
    private static String reader;

    @BeforeAll
    static void start() throws Exception {
        api = TestingServer.shared();
        victim = TestingKeys.tenant(api);
        reader = TestingKeys.tenant(api).issue("memberships:read").authorization();
        String theirs = victim.issue("events:write").authorization();
        for (TestingGateway.Kind kind : TestingGateway.Kind.values()) {
            TestingGateway gateway = TestingGateway.of(kind, api.url(), folder);
            GATEWAYS.put(kind, gateway);
            assertThat(gateway.send("/v1/events", JOINED, "Authorization", theirs)
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    @AfterAll
    static void stop() {
        GATEWAYS.values().forEach(TestingGateway::close);
        api.close();
    }

    private static String request(String line, String... headers) {
        return line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    /** The victim's tenant has the member that is asked for, the reader's own has not. */
    @ParameterizedTest
    @EnumSource
    void nobodyCanSayWhoTheyAre(TestingGateway.Kind kind) throws IOException {
        String tenant = victim.tenantId().toString();
        List<String> lies = List.of(
                "X-Keyturn-Tenant: " + tenant,
                "x-keyturn-tenant: " + tenant,
                "X_Keyturn_Tenant: " + tenant,
                "X-Keyturn-Tenant : " + tenant,
                "X-Keyturn-Tenant:\r\n " + tenant,
                "X-Keyturn-Tenant: x\r\nX-Keyturn-Tenant: " + tenant,
                "X-Keyturn-Tenant: " + tenant + "\r\nConnection: X-Keyturn-Tenant",
                "Connection: X-Keyturn-Tenant, X-Keyturn-Key-Id",
                "X-Forwarded-For: 127.0.0.1\nX-Keyturn-Tenant: " + tenant);
        for (String lie : lies) {
            String answer =
                    GATEWAYS.get(kind).sendText(request("GET /v1/memberships/ada", "Authorization: " + reader, lie));
            assertThat(answer).as("%s: %s", kind, lie).doesNotContain("\"member\":true");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyForOneCallOpensNoOtherHoweverItsPathIsWritten(TestingGateway.Kind kind) throws IOException {
        List<String> paths = List.of(
                "/v1/memberships/../events",
                "/v1/memberships/%2e%2e/events",
                "/v1/memberships/..%2fevents",
                "/v1/memberships/..;/events",
                "/v1/memberships//../events",
                "//v1/events",
                "/v1//events",
                "/v1/events/",
                "/v1/EVENTS",
                "http://x/v1/events",
                "/v1/events?/v1/memberships/ada",
                "/v1/memberships/ada#/../../events");
        for (String path : paths) {
            String answer = GATEWAYS.get(kind)
                    .sendText(request("POST " + path, "Authorization: " + reader, "Content-Length: " + JOINED.length())
                            + JOINED);
            assertThat(answer).as("%s: %s", kind, path).doesNotContain("\"accepted\":1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestInTheBodyOfAnotherIsNone(TestingGateway.Kind kind) throws IOException {
        String inner = "POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Keyturn-Tenant: " + victim.tenantId()
                + "\r\nContent-Length: " + JOINED.length() + "\r\n\r\n" + JOINED;
        List<String> framings = List.of(
                "Content-Length: 0\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: " + inner.length(),
                "Transfer-Encoding: xchunked\r\nContent-Length: 0",
                "Transfer-Encoding:\tchunked\r\nContent-Length: 4",
                "Content-Length: 0\r\nContent-Length: " + inner.length());
        for (String framing : framings) {
            String answer = GATEWAYS.get(kind)
                    .sendText(request("GET /v1/memberships/ada", "Authorization: " + reader, framing) + "0\r\n\r\n"
                            + inner);
            assertThat(answer).as("%s: %s", kind, framing).doesNotContain("\"accepted\":1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoKeysAreNone(TestingGateway.Kind kind) throws IOException {
        String answer = GATEWAYS.get(kind)
                .sendText(request(
                        "GET /v1/memberships/ada", "Authorization: " + reader, "Authorization: ApiKey sk_prd_other"));
        assertThat(answer).doesNotContain("\"member\"").doesNotContain("HTTP/1.1 200");
    }
}
