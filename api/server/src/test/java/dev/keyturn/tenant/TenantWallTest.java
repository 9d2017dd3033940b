package dev.keyturn.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one tenant sees of another's, and who may do what within one. */
class TenantWallTest {
    private static final String FINGERPRINT = "a".repeat(64);
    private static final Map<String, Object> BODY = Map.of(
            "fingerprint", FINGERPRINT, "keyId", UUID.randomUUID(), "state", "DUE", "name", "taken", "command", "RUN");

    private static TestingServer server;
    private static String owner;
    private static UUID tenant;
    private static TestingKeys others;
    private static Issued foreign;
    private static String foreignLeak;

    @BeforeAll
    static void start() {
        server = TestingServer.shared();
        owner = server.signIn();
        tenant = UUID.fromString(
                server.get("/v1/me", owner).json().at("/tenants/0/id").asString());
        others = TestingKeys.tenant(server);
        foreign = others.issue();
        Issued leaked = others.issue();
        Issued scanner = others.issue("leaks:write");
        foreignLeak = report(scanner, leaked).get("leakId").asString();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode report(Issued reporter, Issued leaked) {
        return server.post(
                        "/v1/leaks",
                        reporter.authorization(),
                        Map.of(
                                "leaks",
                                List.of(Map.of(
                                        "fingerprint", leaked.fingerprint().hex()))))
                .json()
                .get("results")
                .get(0);
    }

    /** An answer without what names the one request. */
    private static String essence(Answer answer) {
        ObjectNode problem = (ObjectNode) answer.json();
        problem.remove(List.of("instance", "requestId"));
        return answer.status() + " " + problem;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, ''",
        "PATCH, ''",
        "DELETE, ''",
        "POST, /roll",
        "POST, /activate",
        "POST, /abandon",
        "POST, /disable",
        "POST, /enable",
        "GET, /consumers",
        "GET, /usage"
    })
    void anothersKeyIsAsIfItWereNone(String method, String step) {
        Object body = method.equals("GET") || method.equals("DELETE") ? null : BODY;
        Answer answer = server.send(method, "/v1/keys/" + foreign.id() + step, owner, body);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(essence(answer))
                .isEqualTo(essence(server.send(method, "/v1/keys/" + UUID.randomUUID() + step, owner, body)));
        assertThat(server.get("/v1/verify", foreign.authorization()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/exposure"})
    void anothersLeakIsAsIfItWereNone(String part) {
        Answer answer = server.get("/v1/leaks/" + foreignLeak + part, owner);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(essence(answer)).isEqualTo(essence(server.get("/v1/leaks/" + UUID.randomUUID() + part, owner)));
    }

    @Test
    void aCacheMayHaveTheIdOfAnothers() {
        String beats = "/v1/caches/" + UUID.randomUUID() + "/beats";
        for (TestingKeys one : List.of(others, TestingKeys.tenant(server))) {
            String service = one.issue("verifications:write").authorization();
            Answer first = server.post(beats, service, Map.of("beat", 1, "epoch", -1));
            Answer second = server.post(
                    beats,
                    service,
                    Map.of("beat", 2, "epoch", first.json().get("epoch").asLong()));

            assertThat(List.of(first.status(), second.status())).containsExactly(200, 200);
            assertThat(second.json().get("listed").asBoolean()).isTrue();
        }
    }

    @Test
    void listsHoldOnesOwn() {
        for (String list : List.of("keys", "leaks", "events", "rotations")) {
            assertThat(server.get("/v1/" + list, owner).text())
                    .doesNotContain(foreign.id().toString())
                    .doesNotContain(foreignLeak);
        }
        assertThat(server.get("/v1/leaks?cursor=" + foreignLeak, owner).text()).doesNotContain(foreignLeak);
    }

    @Test
    void whoReportsAnothersKeyLearnsNothing() {
        Issued leaked = others.issue();
        Answer answer = server.post(
                "/v1/leaks",
                owner,
                Map.of(
                        "leaks",
                        List.of(
                                Map.of("fingerprint", leaked.fingerprint().hex()),
                                Map.of("fingerprint", FINGERPRINT))));

        ObjectNode known = (ObjectNode) answer.json().get("results").get(0);
        ObjectNode unknown = (ObjectNode) answer.json().get("results").get(1);
        assertThat(known.without("fingerprint").toString())
                .isEqualTo(unknown.without("fingerprint").toString());
        assertThat(server.get("/v1/verify", leaked.authorization()).status()).isEqualTo(401);
    }

    @Test
    void anAuditorReadsAndChangesNothing() {
        String id = server.post("/v1/keys", owner, Map.of("name", "Watched", "environment", "dev"))
                .json()
                .get("id")
                .asString();
        assertRole("auditor", id, 403);
        assertThat(server.get("/v1/keys/" + id, owner).json().get("state").asString())
                .isEqualTo("ACTIVE");
    }

    @Test
    void aDeveloperChangesKeys() {
        String id = server.post("/v1/keys", owner, Map.of("name", "Made", "environment", "dev"))
                .json()
                .get("id")
                .asString();
        assertRole("developer", id, 200);
    }

    /** Reads succeed; each change answers as expected. */
    private static void assertRole(String role, String id, int expected) {
        become(role);
        try {
            for (String read : List.of(
                    "keys",
                    "keys/" + id,
                    "keys/" + id + "/consumers",
                    "keys/" + id + "/usage",
                    "leaks",
                    "events",
                    "rotations",
                    "audit")) {
                assertThat(server.get("/v1/" + read, owner).status()).as(read).isEqualTo(200);
            }
            for (String step : List.of("disable", "enable")) {
                assertThat(server.post("/v1/keys/" + id + "/" + step, owner, null)
                                .status())
                        .as(step)
                        .isEqualTo(expected);
            }
            int made = server.post("/v1/keys", owner, Map.of("name", "By " + role, "environment", "dev"))
                    .status();
            assertThat(made).isEqualTo(expected == 200 ? 201 : expected);
            assertThat(server.send("PATCH", "/v1/keys/" + id, owner, Map.of("name", "Now " + role))
                            .status())
                    .isEqualTo(expected);
            assertThat(server.post("/v1/leaks", owner, Map.of("leaks", List.of()))
                            .status())
                    .isEqualTo(expected);
            assertThat(server.delete("/v1/keys/" + id + "?reason=nothing", owner)
                            .status())
                    .isEqualTo(422);
            if (expected == 403) {
                assertThat(server.delete("/v1/keys/" + id, owner).status()).isEqualTo(403);
                assertThat(server.post("/v1/keys/" + id + "/roll", owner, Map.of())
                                .status())
                        .isEqualTo(403);
                assertThat(server.post("/v1/keys/" + id + "/abandon", owner, null)
                                .status())
                        .isEqualTo(403);
            }
        } finally {
            become("owner");
        }
    }

    private static void become(String role) {
        server.bean(JdbcClient.class)
                .sql("UPDATE membership SET role = :role WHERE tenant_id = :tenant")
                .param("role", role)
                .param("tenant", tenant)
                .update();
    }
}
