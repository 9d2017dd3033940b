package dev.keyturn.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.wire.AlertList;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AlertTest {
    private static TestingServer server;
    private static JdbcClient jdbc;
    private TestingKeys keys;
    private Issued reader;

    @BeforeAll
    static void start() {
        server = TestingServer.shared();
        jdbc = server.bean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void tenant() {
        keys = TestingKeys.tenant(server);
        reader = keys.issue("usage:read", "verifications:write");
    }

    private List<AlertList.Alert> alerts() {
        return server.get("/v1/alerts", reader.authorization())
                .as(AlertList.class)
                .alerts();
    }

    private void use(Issued key, String address) {
        present(key.plaintext(), address);
    }

    private void present(String key, String address) {
        server.post(
                "/v1/verifications",
                reader.authorization(),
                Map.of("key", key, "clientIp", address, "userAgent", "curl/8"));
    }

    @RevealsPlaintext("presents it as a guesser does")
    private static String unissued() {
        return ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom()).reveal();
    }

    private static void consumerOf(UUID key, String network, String since) {
        jdbc.sql("INSERT INTO consumer (key_id, network, agent, first_seen_at, last_seen_at, uses) VALUES (:key,"
                        + " :network::cidr, 'curl', now() - :since::interval, now(), 1)")
                .param("key", key)
                .param("network", network)
                .param("since", since)
                .update();
    }

    private static void age(Issued key) {
        jdbc.sql("UPDATE api_key SET created_at = now() - interval '30 days' WHERE id = :key")
                .param("key", key.id())
                .update();
    }

    @Test
    void anOldKeyFromANewNetworkIsToldOnce() {
        Issued old = keys.issue();
        Issued young = keys.issue();
        age(old);
        consumerOf(old.id(), "192.0.2.0/24", "20 days");
        use(old, "192.0.2.9");
        use(young, "198.51.100.1");
        use(old, "198.51.100.1");
        use(old, "198.51.100.2");

        await().until(() -> !alerts().isEmpty());

        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo("new-network");
            assertThat(alert.keyId()).isEqualTo(old.id());
            assertThat(alert.reason()).contains("198.51.100.0/24", "for the first time", "30 days");
        });
    }

    @Test
    void aRevokedKeyThatIsPresentedIsToldUnlessItWasRotated() {
        Issued leaked = keys.issue();
        Issued rotated = keys.issue();
        keys.change(leaked, "state = 'REVOKED', revoked_at = now(), revocation_reason = 'leaked'");
        keys.change(rotated, "state = 'REVOKED', revoked_at = now(), revocation_reason = 'rotated'");
        use(rotated, "192.0.2.1");
        use(leaked, "192.0.2.1");

        await().until(() -> !alerts().isEmpty());

        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo("used-after-revocation");
            assertThat(alert.reason()).contains("192.0.2.0/24 (curl)", "revoked as leaked", "somebody still has it");
        });
    }

    @Test
    void whoTriesWhatIsNoKeyIsToldOnceToTheTenantThatWasAsked() {
        for (int i = 0; i < 12; i++) {
            present("sk_prd_" + "x".repeat(38), "203.0.113.9");
            present(unissued(), "203.0.113.7");
        }
        present("not one", "198.51.100.3");

        await().until(() -> !alerts().isEmpty());

        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo("probing");
            assertThat(alert.keyId()).isNull();
            assertThat(alert.reason()).contains("203.0.113.0/24", "a wrong checksum", "are unknown");
        });
    }

    @Test
    void aConsumerThatHadMovedAndUsesTheOldKeyIsTold() {
        Issued successor = keys.issue();
        Issued predecessor = keys.issue();
        keys.change(predecessor, "successor_id = '" + successor.id() + "'");
        consumerOf(successor.id(), "192.0.2.0/24", "1 hour");
        use(predecessor, "203.0.113.5");
        use(predecessor, "192.0.2.7");

        await().until(() -> !alerts().isEmpty());

        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo("predecessor-used-again");
            assertThat(alert.reason()).contains("192.0.2.0/24", "had moved to its successor");
        });
    }

    @Test
    void anHourThatIsLikeNoneOfItsKindIsTold() {
        Issued key = keys.issue();
        age(key);
        for (String ago : List.of("1 hour", "169 hours")) {
            jdbc.sql("INSERT INTO usage_event (at, last_at, uses, tenant_id, key_id, code, network, agent, replica)"
                            + " SELECT date_trunc('hour', now()) - :ago::interval, now() - :ago::interval, :uses, :tenant,"
                            + " :key, 'VALID', '192.0.2.0/24', 'curl', 'r'")
                    .param("ago", ago)
                    .param("uses", ago.equals("1 hour") ? 5_000 : 300)
                    .param("tenant", keys.tenantId())
                    .param("key", key.id())
                    .update();
        }
        jdbc.sql("UPDATE alert_watch SET seen_hour = seen_hour - interval '1 hour'")
                .update();

        await().until(() -> !alerts().isEmpty());

        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo("burst");
            assertThat(alert.reason()).contains("5000 times", "at most 300");
        });
    }
}
