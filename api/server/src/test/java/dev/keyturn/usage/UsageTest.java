package dev.keyturn.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.wire.Consumers;
import dev.keyturn.wire.Usage;
import dev.keyturn.wire.VerificationCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class UsageTest {
    private static TestingServer server;
    private TestingKeys keys;
    private Issued reader;

    @BeforeAll
    static void start() {
        server = TestingServer.shared();
    }

    @BeforeEach
    void issue() {
        keys = TestingKeys.tenant(server);
        reader = keys.issue("usage:read", "verifications:write");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyUseIsCountedByHourAndByConsumer() {
        Issued key = keys.issue();
        Instant before = Instant.now();
        for (int i = 0; i < 5; i++) {
            server.send(
                    "GET",
                    "/v1/verify",
                    key.authorization(),
                    null,
                    "X-Keyturn-Consumer",
                    "billing",
                    "User-Agent",
                    "curl/8");
        }
        server.get("/v1/verify?environment=dev", key.authorization());
        ask(key, "2001:db8:1:2::7", "checkout/2.1 (linux)");

        await().until(() -> consumers(key).completeUntil().isAfter(before.plusSeconds(1)));

        assertThat(consumers(key).lostUses()).isZero();
        assertThat(consumers(key).consumers())
                .extracting(
                        Consumers.Consumer::name,
                        Consumers.Consumer::network,
                        Consumers.Consumer::agent,
                        Consumers.Consumer::uses)
                .containsExactlyInAnyOrder(
                        tuple("billing", "127.0.0.0/24", "curl", 5L), tuple(null, "2001:db8:1::/48", "checkout", 1L));
        Usage usage = server.get("/v1/keys/" + key.id() + "/usage", reader.authorization())
                .as(Usage.class);
        assertThat(usage.hours())
                .extracting(Usage.Hour::code, Usage.Hour::count)
                .contains(tuple(VerificationCode.WRONG_ENVIRONMENT, 1L));
        assertThat(usage.hours().stream().mapToLong(Usage.Hour::count).sum()).isEqualTo(7);
        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT last_used_at IS NOT NULL FROM api_key WHERE id = :key")
                        .param("key", key.id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void whatAClientSaysOfItselfBreaksAndBetraysNothing() {
        Issued key = keys.issue();
        ask(key, "no address", key.plaintext() + "\u0000 /x");
        ask(key, "999.1.1.1", "x".repeat(5_000));
        for (String words : List.of("x".repeat(119) + "😀", "\\ud800x")) {
            String body =
                    "{\"key\":\"" + key.plaintext() + "\",\"consumer\":\"" + words + "\",\"path\":\"" + words + "\"}";
            assertThat(server.post("/v1/verifications", reader.authorization(), body)
                            .status())
                    .isEqualTo(200);
        }
        server.send("GET", "/v1/verify", key.authorization(), null, "X-Keyturn-Consumer", key.plaintext());

        await().until(() -> consumers(key).consumers().stream()
                        .mapToLong(Consumers.Consumer::uses)
                        .sum()
                == 5);
        assertThat(consumers(key).consumers())
                .extracting(Consumers.Consumer::network)
                .contains("0.0.0.0/0");
    }

    @Test
    void theFirstUseMakesAKeyActive() {
        Issued key = keys.issueIn("prd", "PENDING");
        assertThat(server.get("/v1/verify", key.authorization()).status()).isEqualTo(200);
        await().until(() -> server.bean(JdbcClient.class)
                .sql("SELECT state FROM api_key WHERE id = :key")
                .param("key", key.id())
                .query(String.class)
                .single()
                .equals("ACTIVE"));
    }

    private void ask(Issued key, String address, String agent) {
        server.post(
                "/v1/verifications",
                reader.authorization(),
                Map.of(
                        "key",
                        key.plaintext(),
                        "clientIp",
                        address,
                        "userAgent",
                        agent,
                        "path",
                        "/v1/x?key=" + key.plaintext()));
    }

    private Consumers consumers(Issued key) {
        return server.get("/v1/keys/" + key.id() + "/consumers", reader.authorization())
                .as(Consumers.class);
    }
}
