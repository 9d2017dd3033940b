package dev.keyturn.delivery.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing.Written;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Secret;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the policies let through and what they don't, asked of a real server with tokens that hold nothing else. */
class VaultPolicyTest {
    private static final EnvironmentTag DEV = new EnvironmentTag("pdev");
    private static final EnvironmentTag PRD = new EnvironmentTag("pprd");

    private static TestingOpenBao bao;

    @BeforeAll
    static void deliverToBoth() {
        bao = TestingOpenBao.shared();
        for (EnvironmentTag environment : List.of(DEV, PRD)) {
            SignIn signIn = bao.rotatorRole(policy(environment)).signIn();
            try (VaultStore store =
                    new VaultStore(TestingOpenBao.settings(bao.address(), signIn), InstantSource.system())) {
                for (String slug : List.of("one", "two")) {
                    ApiKey key = ApiKey.generate(environment, new SecureRandom());
                    assertThat(store.write(new Delivery(new Place(environment, slug), Version.NONE, key, "key-1")))
                            .isInstanceOf(Written.class);
                }
            }
        }
    }

    @Test
    void noRotatorTouchesAnotherEnvironment() {
        assertCannotTouch(rotator(PRD), "pdev");
        assertCannotTouch(rotator(DEV), "pprd");
    }

    @Test
    void noRotatorDeletesAnything() {
        Secret dev = rotator(DEV);
        for (String path : List.of(
                "DELETE secret/data/keyturn/pdev/one",
                "DELETE secret/metadata/keyturn/pdev/one",
                "POST secret/delete/keyturn/pdev/one",
                "POST secret/destroy/keyturn/pdev/one",
                "POST secret/undelete/keyturn/pdev/one",
                "GET secret/metadata/keyturn/pdev?list=true",
                "GET secret/metadata/?list=true",
                "POST secret/config",
                "POST secret/data/keyturn/pdev/one/below",
                "GET secret/data/keyturn/pdev",
                "GET sys/mounts",
                "POST auth/token/create",
                "GET sys/policies/acl/keyturn-rotator-pdev",
                "POST auth/approle/role/keyturn-rotator-pdev/secret-id")) {
            assertThat(status(dev, path)).as(path).isEqualTo(403);
        }
        assertThat(bao.metadata("secret", "keyturn/pdev/one")
                        .at("/versions/1/destroyed")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void aConsumerReadsItsEnvironmentAndNothingElse() {
        VaultPolicy policy = policy(DEV);
        Secret consumer = bao.signIn(bao.role(policy.consumerName(), policy.consumer(), Map.of()));
        assertThat(status(consumer, "GET secret/data/keyturn/pdev/one")).isEqualTo(200);
        assertThat(status(consumer, "GET secret/data/keyturn/pdev/two")).isEqualTo(200);
        assertThat(status(consumer, "POST secret/data/keyturn/pdev/one")).isEqualTo(403);
        assertThat(status(consumer, "POST secret/metadata/keyturn/pdev/one")).isEqualTo(403);
        assertThat(status(consumer, "DELETE secret/data/keyturn/pdev/one")).isEqualTo(403);
        assertCannotTouch(consumer, "pprd");
    }

    @Test
    void aConsumerOfOneKeyReadsThatOne() {
        Secret consumer = bao.signIn(bao.role("one-reader", policy(DEV).consumerOf("one"), Map.of()));
        assertThat(status(consumer, "GET secret/data/keyturn/pdev/one")).isEqualTo(200);
        assertThat(status(consumer, "GET secret/data/keyturn/pdev/two")).isEqualTo(403);
        assertCannotTouch(consumer, "pprd");
    }

    @Test
    void namesAndRulesFollowMountPrefixAndEnvironment() {
        VaultPolicy policy = new VaultPolicy("team/kv", "keys/keyturn", new EnvironmentTag("stg"));
        assertThat(policy.rotatorName()).isEqualTo("keys-keyturn-rotator-stg");
        assertThat(policy.consumerName()).isEqualTo("keys-keyturn-consumer-stg");
        assertThat(policy.rotator())
                .contains(
                        "path \"team/kv/data/keys/keyturn/stg/+\" { capabilities = [\"create\", \"update\", \"read\"] }")
                .doesNotContain("delete\"", "list\"", "sudo\"", "*");
        assertThat(policy.consumerOf("mailer")).contains("path \"team/kv/data/keys/keyturn/stg/mailer\"");
    }

    private static void assertCannotTouch(Secret token, String environment) {
        for (String verb : List.of("GET", "POST", "DELETE")) {
            for (String kind : List.of("data", "metadata")) {
                String request = verb + " secret/" + kind + "/keyturn/" + environment + "/one";
                assertThat(status(token, request)).as(request).isEqualTo(403);
            }
        }
        for (String way : List.of("../" + environment, "%2e%2e/" + environment, "..%2f" + environment)) {
            String request = "GET secret/data/keyturn/x/" + way + "/one";
            assertThat(status(token, request)).as(request).isNotEqualTo(200);
        }
    }

    private static int status(Secret token, String request) {
        int space = request.indexOf(' ');
        return bao.status(token, request.substring(0, space), request.substring(space + 1));
    }

    private static Secret rotator(EnvironmentTag environment) {
        return bao.signIn(bao.rotatorRole(policy(environment)));
    }

    private static VaultPolicy policy(EnvironmentTag environment) {
        return new VaultPolicy("secret", "keyturn", environment);
    }
}
