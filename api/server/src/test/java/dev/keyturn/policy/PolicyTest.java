package dev.keyturn.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.wire.Violations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class PolicyTest {
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

    private static Answer demand(String environment, Map<String, ?> policy) {
        return server.send("PUT", "/v1/environments/" + environment + "/policy", owner, policy);
    }

    private static Answer create(String environment, String name, Map<String, ?> more) {
        Map<String, Object> body = new java.util.HashMap<>(more);
        body.put("name", name);
        body.put("environment", environment);
        return server.post("/v1/keys", owner, body);
    }

    @Test
    void anEnvironmentRefusesWhatItsPolicyDoesNotAllow() {
        assertThat(demand(
                                "prd",
                                Map.of(
                                        "ownerRequired",
                                        true,
                                        "allowedNetworks",
                                        List.of("10.0.0.0/8"),
                                        "namePattern",
                                        "{team}-{service}",
                                        "nameHint",
                                        "Ask #platform for your team's word."))
                        .status())
                .isEqualTo(200);
        Map<String, Object> good = Map.of("owner", "payments", "networks", List.of("10.1.0.0/16"));

        assertThat(create("prd", "payments-ingestor", Map.of())
                        .json()
                        .get("detail")
                        .asString())
                .contains("prd", "'owner'");
        assertThat(create("prd", "Ingestor", good).json().get("detail").asString())
                .contains("{team}-{service}", "#platform");
        assertThat(create("prd", "payments-ingestor", Map.of("owner", "p", "networks", List.of("0.0.0.0/0")))
                        .json()
                        .get("detail")
                        .asString())
                .contains("10.0.0.0/8");
        assertThat(create("prd", "payments-ingestor", good).status()).isEqualTo(201);
        assertThat(create("dev", "Anything", Map.of()).status()).isEqualTo(201);
    }

    @Test
    void whatWasThereBeforeIsListed() {
        String id = create("stg", "Old one", Map.of()).json().get("id").asString();
        create("stg", "New one", Map.of("owner", "me"));
        server.bean(JdbcClient.class)
                .sql("UPDATE api_key SET created_at = created_at - interval '91 days' WHERE id = :id::uuid")
                .param("id", id)
                .update();
        demand("stg", Map.of("ownerRequired", true, "maximumAgeDays", 90));

        Violations listed = server.get("/v1/violations?environment=stg", owner).as(Violations.class);

        assertThat(listed.next()).isNull();
        assertThat(listed.violations())
                .extracting(one -> one.keyName() + " " + one.rule())
                .containsExactlyInAnyOrder("Old one owner-required", "Old one maximum-age");
    }

    @Test
    void whoMayOnlyRollKeysReadsNeitherPoliciesNorViolations() {
        TestingKeys keys = TestingKeys.tenant(server);
        String roller = keys.issue("keys:roll").authorization();
        String reader = keys.issue("keys:read").authorization();

        for (String list : List.of("/v1/violations", "/v1/environments")) {
            assertThat(server.get(list, roller).status()).isEqualTo(403);
            assertThat(server.get(list, reader).status()).isEqualTo(200);
        }
    }

    @Test
    void environmentsAreListedWithWhatTheyDemand() {
        demand("dev", Map.of("onLeak", "alert"));
        assertThat(server.get("/v1/environments", owner)
                        .json()
                        .at("/environments/0/policy/onLeak")
                        .asString())
                .isEqualTo("alert");
        assertThat(demand("nowhere", Map.of()).status()).isEqualTo(404);
        assertThat(demand("dev", Map.of("namePattern", "{a}{b}")).status()).isEqualTo(422);
        assertThat(demand("dev", Map.of("allowedNetworks", List.of("ten"))).status())
                .isEqualTo(422);
        assertThat(demand("dev", Map.of("maximumAgeDays", 0)).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "{team}-{service}, payments-ingestor, true",
        "{team}-{service}, payments, false",
        "{team}-{service}, -x, false",
        "svc {name}, svc billing (old), true",
        "svc {name}, billing, false",
        "{team}.{service}, a.b, true",
        "{team}.{service}, axb, false"
    })
    void aPatternReadsOneWay(String pattern, String name, boolean fits) {
        assertThat(NamePattern.of(pattern).fits(name)).isEqualTo(fits);
    }
}
