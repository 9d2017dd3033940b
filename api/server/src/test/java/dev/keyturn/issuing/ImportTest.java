package dev.keyturn.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.wire.KeyImportResults;
import dev.keyturn.wire.KeyImportResults.Outcome;
import dev.keyturn.wire.KeyView;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys that were made elsewhere go on being accepted. */
class ImportTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static TestingServer server;
    private static TestingServer other;
    private static String owner;

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

    /** A key as another issuer made it. */
    private static String legacy() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return LeakOracle.declare("acme-" + HexFormat.of().formatHex(bytes));
    }

    private static Map<String, Object> entry(String key, String name) {
        return entry(Fingerprint.of(key), name);
    }

    private static Map<String, Object> entry(Fingerprint fingerprint, String name) {
        return Map.of("fingerprint", fingerprint.hex(), "name", name, "environment", "prd", "hint", "acme-…");
    }

    private static List<KeyImportResults.Result> imported(Object... entries) {
        Answer answer = server.post("/v1/keys/import", owner, Map.of("keys", List.of(entries)));
        assertThat(answer.status()).isEqualTo(200);
        return answer.as(KeyImportResults.class).results();
    }

    private static int verify(TestingServer replica, String key) {
        return replica.get("/v1/verify", "ApiKey " + key).status();
    }

    @Test
    void anImportedKeyIsAcceptedAsItIsUntilItIsRolled() {
        String key = legacy();
        assertThat(verify(other, key)).isEqualTo(401);

        KeyImportResults.Result result = imported(entry(key, "Legacy one")).get(0);

        assertThat(result.outcome()).isEqualTo(Outcome.IMPORTED);
        assertThat(verify(server, key)).isEqualTo(200);
        assertThat(verify(other, key)).isEqualTo(200);
        assertThat(verify(other, key + "x")).isEqualTo(401);
        assertThat(verify(server.replica(), key)).isEqualTo(200);
        String address = "/v1/keys/" + result.keyId();
        assertThat(server.get(address, owner).as(KeyView.class).imported()).isTrue();
        Answer rolled = server.post(address + "/roll", owner, Map.of("reason", "leak"));
        assertThat(rolled.status()).isEqualTo(201);
        assertThat(verify(other, key)).isEqualTo(401);
        KeyView ended = server.get(address, owner).as(KeyView.class);
        assertThat(ended.state() + " " + ended.revocationReason()).isEqualTo("REVOKED LEAKED");
    }

    @Test
    void eachEntryStandsForItself() {
        String key = legacy();
        TestingKeys.Issued foreign = TestingKeys.tenant(server).issue();
        List<Object> entries = new ArrayList<>();
        entries.add(entry(key, "Second"));
        entries.add(Map.of("fingerprint", "12", "name", "Third", "environment", "prd"));
        entries.add(Map.of("fingerprint", foreign.fingerprint().hex(), "name", "Fourth", "environment", "prd"));
        entries.add(entry(key, "Fifth"));
        entries.add(entry(legacy(), "Second"));

        assertThat(imported(entries.toArray()))
                .extracting(KeyImportResults.Result::outcome)
                .containsExactly(Outcome.IMPORTED, Outcome.REFUSED, Outcome.REFUSED, Outcome.PRESENT, Outcome.REFUSED);
    }

    @Test
    void aThousandAtOnceAreTaken() {
        List<Object> entries = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            entries.add(entry(Fingerprint.of("a key made elsewhere " + i), "Bulk " + i));
        }
        assertThat(imported(entries.toArray())).allMatch(result -> result.outcome() == Outcome.IMPORTED);
        entries.add(entry(legacy(), "One more"));
        assertThat(server.post("/v1/keys/import", owner, Map.of("keys", entries))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aValueOfAnotherTypeIsNoValue() {
        for (String body : List.of(
                "{\"name\":12,\"environment\":\"dev\"}",
                "{\"name\":\"x\",\"environment\":\"dev\",\"managed\":\"true\"}",
                "{\"name\":\"x\",\"environment\":\"dev\",\"managed\":1}",
                "{\"name\":\"x\",\"name\":\"y\",\"environment\":\"dev\"}",
                "{\"name\":\"x\",\"environment\":\"dev\",\"rateLimits\":[{\"name\":\"r\",\"uses\":1.5,\"seconds\":1}]}")) {
            assertThat(server.post("/v1/keys", owner, body).status()).as(body).isEqualTo(400);
        }
    }
}
