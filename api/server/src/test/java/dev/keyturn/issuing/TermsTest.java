package dev.keyturn.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.KeyView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What keys are good for, from where, how often and how long. */
@RevealsPlaintext("presents keys as a client does")
class TermsTest {
    private static TestingServer server;
    private static TestingServer other;
    private static String owner;
    private static int number;

    @BeforeAll
    static void start() {
        server = TestingServer.shared();
        other = TestingServer.otherShared();
        owner = server.signIn();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer create(Map<String, ?> terms) {
        Map<String, Object> body = new HashMap<>(terms);
        body.put("name", "Terms " + number++);
        body.putIfAbsent("environment", "dev");
        return server.post("/v1/keys", owner, body);
    }

    private static IssuedKey created(Map<String, ?> terms) {
        return create(terms).as(IssuedKey.class);
    }

    private static KeyView view(IssuedKey key) {
        return server.get("/v1/keys/" + key.id(), owner).as(KeyView.class);
    }

    private static String verify(IssuedKey key, String clientIp) {
        return server.post(
                        "/v1/verifications",
                        owner,
                        clientIp.isEmpty()
                                ? Map.of("key", key.key().reveal())
                                : Map.of("key", key.key().reveal(), "clientIp", clientIp))
                .json()
                .get("code")
                .asString();
    }

    private static Answer gateway(TestingServer replica, ApiKey key, String query) {
        return replica.get("/v1/verify" + query, "ApiKey " + key.reveal());
    }

    @Test
    void aWildcardOpensItsSegment() {
        IssuedKey key = created(Map.of("scopes", List.of("events:*", "reports:read")));

        assertThat(gateway(server, key.key(), "?scope=events:write").status()).isEqualTo(200);
        assertThat(gateway(server, key.key(), "?scope=events:write:all").status())
                .isEqualTo(401);
        assertThat(gateway(server, key.key(), "?scope=reports:write").status()).isEqualTo(401);
    }

    @Test
    void aKeyIsAcceptedFromItsNetworksOnly() {
        IssuedKey key = created(Map.of("networks", List.of("192.0.2.77/24", "2001:db8::/32", "203.0.113.9")));

        assertThat(view(key).networks()).containsExactly("192.0.2.0/24", "2001:db8:0:0:0:0:0:0/32", "203.0.113.9/32");
        assertThat(List.of(
                        verify(key, "192.0.2.1"),
                        verify(key, "2001:db8:ffff::1"),
                        verify(key, "::ffff:192.0.2.1"),
                        verify(key, "203.0.113.9")))
                .containsOnly("VALID");
        assertThat(List.of(
                        verify(key, "192.0.3.1"),
                        verify(key, "2001:db9::1"),
                        verify(key, "203.0.113.10"),
                        verify(key, "localhost"),
                        verify(key, "")))
                .containsOnly("NETWORK_NOT_ALLOWED");
        Answer refused = gateway(server, key.key(), "");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).contains("reason=\"NETWORK_NOT_ALLOWED\"");
        assertThat(server.send(
                                "GET",
                                "/v1/verify",
                                "ApiKey " + key.key().reveal(),
                                null,
                                "X-Forwarded-For",
                                "192.0.2.1")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aLimitIsOneOnAllReplicas() {
        IssuedKey key = created(Map.of("rateLimits", List.of(Map.of("name", "day", "uses", 20, "seconds", 86_400))));
        int accepted = 0;
        for (int i = 0; i < 10; i++) {
            accepted += gateway(server, key.key(), "").status() == 200 ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(10);
        JdbcClient jdbc = server.bean(JdbcClient.class);
        await().until(() -> jdbc.sql("SELECT coalesce(sum(uses), 0) FROM rate_count WHERE key_id = :key")
                        .param("key", key.id())
                        .query(Integer.class)
                        .single()
                == 10);
        gateway(other, key.key(), "");
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> gateway(other, key.key(), "").status() == 429);
        await().until(() -> gateway(server, key.key(), "").status() == 429);

        int counted = jdbc.sql("SELECT sum(uses) FROM rate_count WHERE key_id = :key")
                .param("key", key.id())
                .query(Integer.class)
                .single();
        assertThat(counted).isBetween(20, 30);
        Answer refused = gateway(server, key.key(), "");
        assertThat(refused.json().get("code").asString()).isEqualTo("throttled");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 86_400L);
        assertThat(verify(key, "")).isEqualTo("RATE_LIMITED");
    }

    @Test
    void aNamedLimitCountsWhereItIsNamed() {
        IssuedKey key = created(Map.of(
                "rateLimits", List.of(Map.of("name", "exports", "uses", 1, "seconds", 86_400, "onRequest", true))));

        assertThat(gateway(server, key.key(), "?limit=exports").status()).isEqualTo(200);
        assertThat(gateway(server, key.key(), "?limit=exports").status()).isEqualTo(429);
        assertThat(gateway(server, key.key(), "").status()).isEqualTo(200);
        assertThat(gateway(server, key.key(), "?limit=imports").status()).isEqualTo(200);
    }

    @Test
    void aKeyExpiresAndItsSuccessorLivesAsLong() {
        IssuedKey key =
                created(Map.of("expiresAt", Instant.now().plusSeconds(3_600).toString()));
        IssuedKey successor =
                server.post("/v1/keys/" + key.id() + "/roll", owner, Map.of()).as(IssuedKey.class);
        assertThat(view(successor).expiresAt())
                .isBetween(Instant.now().plusSeconds(3_590), Instant.now().plusSeconds(3_610));

        Instant soon = Instant.now().plusMillis(700);
        assertThat(server.send("PATCH", "/v1/keys/" + successor.id(), owner, Map.of("expiresAt", soon.toString()))
                        .status())
                .isEqualTo(200);
        await().until(() -> gateway(server, successor.key(), "").status() == 401);
        assertThat(Instant.now()).isAfter(soon);
        assertThat(gateway(server, successor.key(), "").header("WWW-Authenticate"))
                .contains("EXPIRED");
        assertThat(view(key).expiresAt()).isAfter(soon.plusSeconds(60));
    }

    @Test
    void termsAreChangedOneByOneAndHoldAtOnceEverywhere() {
        IssuedKey key = created(Map.of(
                "scopes",
                List.of("a:b"),
                "owner",
                "payments",
                "metadata",
                Map.of("team", "p"),
                "networks",
                List.of("10.0.0.0/8")));
        assertThat(gateway(other, key.key(), "").status()).isEqualTo(401);

        KeyView changed = server.send("PATCH", "/v1/keys/" + key.id(), owner, Map.of("networks", List.of()))
                .as(KeyView.class);

        assertThat(changed.networks()).isEmpty();
        assertThat(changed.owner()).isEqualTo("payments");
        assertThat(changed.metadata()).isEqualTo(Map.of("team", "p"));
        assertThat(changed.scopes()).containsExactly("a:b");
        assertThat(gateway(other, key.key(), "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"networks\":[\"example.org\"]}",
                "{\"networks\":[\"10.0.0.0/33\"]}",
                "{\"networks\":[null]}",
                "{\"rateLimits\":[{\"name\":\"x\",\"uses\":0,\"seconds\":1}]}",
                "{\"rateLimits\":[{\"name\":\"x\",\"uses\":1,\"seconds\":1},{\"name\":\"x\",\"uses\":1,\"seconds\":1}]}",
                "{\"rateLimits\":[null]}",
                "{\"expiresAt\":\"2001-01-01T00:00:00Z\"}",
                "{\"owner\":\"a\\nb\"}",
                "{\"metadata\":{\"key\":\"sk_prd_abcdefgh\"}}",
                "{\"scopes\":[\"a:b*\"]}",
                "{\"scopes\":[\"keys:write\"]}"
            })
    void whatIsNotPossibleIsRefused(String terms) {
        @SuppressWarnings("unchecked")
        Map<String, Object> body = dev.keyturn.wire.WireJson.mapper().readValue(terms, Map.class);
        assertThat(create(body).status()).isEqualTo(422);
    }
}
