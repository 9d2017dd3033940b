package dev.keyturn.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.wire.Events;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.Leak;
import dev.keyturn.wire.LeakResults;
import dev.keyturn.wire.LeakResults.Outcome;
import dev.keyturn.wire.LeakResults.Result;
import dev.keyturn.wire.RevocationReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of a leaked key is its environment's to say. */
@RevealsPlaintext("presents keys as a client does")
class LeakPolicyTest {
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

    private static void demand(String environment, Map<String, ?> policy) {
        assertThat(server.send("PUT", "/v1/environments/" + environment + "/policy", owner, policy)
                        .status())
                .isEqualTo(200);
    }

    private static IssuedKey create(String name, String environment, boolean managed) {
        return server.post("/v1/keys", owner, Map.of("name", name, "environment", environment, "managed", managed))
                .as(IssuedKey.class);
    }

    private static Result report(IssuedKey key, String path) {
        return server.post(
                        "/v1/leaks",
                        owner,
                        Map.of(
                                "leaks",
                                List.of(Map.of(
                                        "fingerprint", key.key().fingerprint().hex(), "path", path))))
                .as(LeakResults.class)
                .results()
                .get(0);
    }

    private static int verify(IssuedKey key) {
        return server.get("/v1/verify", "ApiKey " + key.key().reveal()).status();
    }

    private static KeyView view(IssuedKey key) {
        return server.get("/v1/keys/" + key.id(), owner).as(KeyView.class);
    }

    @Test
    void anAlertLeavesTheKeyAsItIs() {
        demand("dev", Map.of("onLeak", "alert"));
        IssuedKey key = create("Alerted", "dev", true);

        assertThat(report(key, "a").outcome()).isEqualTo(Outcome.RECORDED);
        assertThat(report(key, "b").outcome()).isEqualTo(Outcome.RECORDED);

        assertThat(verify(key)).isEqualTo(200);
        List<String> told =
                server.get("/v1/events?types=leak.noticed,leak.recorded", owner).as(Events.class).events().stream()
                        .filter(event -> key.id().toString().equals(event.data().get("keyId")))
                        .map(Events.Event::type)
                        .toList();
        assertThat(told).containsExactly("leak.noticed");
    }

    @Test
    void aReplacementComesFirstAndTheKeyEndsWithItsDelivery() {
        demand("stg", Map.of("onLeak", "replace-first", "replacementSeconds", 600));
        IssuedKey key = create("Replaced", "stg", true);

        assertThat(report(key, "a").outcome()).isEqualTo(Outcome.RECORDED);
        assertThat(verify(key)).isEqualTo(200);
        IssuedKey successor = server.send(
                        "POST",
                        "/v1/keys/" + key.id() + "/roll",
                        owner,
                        Map.of("deferred", true, "graceSeconds", 3_600),
                        "Idempotency-Key",
                        "replaces")
                .as(IssuedKey.class);
        assertThat(verify(key)).isEqualTo(200);
        Answer activated = server.post(
                "/v1/keys/" + successor.id() + "/activate",
                owner,
                Map.of("fingerprint", successor.key().fingerprint().hex(), "graceSeconds", 3_600));

        assertThat(activated.status()).isEqualTo(200);
        assertThat(verify(key)).isEqualTo(401);
        assertThat(verify(successor)).isEqualTo(200);
        assertThat(view(key).revocationReason()).isEqualTo(RevocationReason.LEAKED);
    }

    @Test
    void aReplacementIsWaitedForSoLongAndNotForever() {
        demand("stg", Map.of("onLeak", "replace-first", "replacementSeconds", 1));
        IssuedKey managed = create("Late", "stg", true);
        IssuedKey unmanaged = create("Nobody's", "stg", false);

        assertThat(report(managed, "a").outcome()).isEqualTo(Outcome.RECORDED);
        assertThat(report(unmanaged, "a").outcome()).isEqualTo(Outcome.REVOKED);

        assertThat(verify(unmanaged)).isEqualTo(401);
        await().until(() -> verify(managed) == 401);
        assertThat(view(managed).revocationReason()).isEqualTo(RevocationReason.LEAKED);
    }

    @Test
    void placesAreBoundedAndSightingsCounted() {
        IssuedKey key = create("Everywhere", "prd", false);
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(Map.of("fingerprint", key.key().fingerprint().hex(), "path", "p" + i, "line", 1));
        }
        Answer answer = server.post("/v1/leaks", owner, Map.of("leaks", many));
        server.post("/v1/leaks", owner, Map.of("leaks", many.subList(100, 400)));

        String leak =
                String.valueOf(answer.as(LeakResults.class).results().get(0).leakId());
        assertThat(server.get("/v1/leaks/" + leak, owner).as(Leak.class).places())
                .hasSize(200);
        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT sightings FROM leak WHERE id = :id::uuid")
                        .param("id", leak)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void oneReporterRevokesSoManyAMinuteAndAnotherGoesOn() {
        TestingKeys tenant = TestingKeys.tenant(server);
        TestingKeys.Issued scanner = tenant.issue("leaks:write");
        TestingKeys.Issued other = tenant.issue("leaks:write");
        List<TestingKeys.Issued> keys = tenant.issueMany(1_001);

        assertThat(report(scanner, keys.subList(0, 600)).status()).isEqualTo(200);
        Answer refused = report(scanner, keys.subList(600, 1_001));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        assertThat(server.get("/v1/verify", keys.get(1_000).authorization()).status())
                .isEqualTo(200);
        assertThat(report(other, keys.subList(600, 1_001)).status()).isEqualTo(200);
        assertThat(server.get("/v1/verify", keys.get(1_000).authorization()).status())
                .isEqualTo(401);
    }

    private static Answer report(TestingKeys.Issued reporter, List<TestingKeys.Issued> keys) {
        return server.post(
                "/v1/leaks",
                reporter.authorization(),
                Map.of(
                        "leaks",
                        keys.stream()
                                .map(key ->
                                        Map.of("fingerprint", key.fingerprint().hex()))
                                .toList()));
    }
}
