package dev.keyturn.honey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.wire.Events;
import dev.keyturn.wire.Honeykey;
import dev.keyturn.wire.HoneykeyAlarms;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A decoy is answered as a key that does not exist, and its owner learns who has it. */
@RevealsPlaintext("presents decoys as a thief does")
class HoneykeyTest {
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

    private record Planted(UUID id, ApiKey key) {}

    private static Planted plant(String name) {
        Answer answer = server.post("/v1/honeykeys", owner, Map.of("name", name, "environment", "prd"));
        assertThat(answer.status()).isEqualTo(201);
        Honeykey made = answer.as(Honeykey.class);
        List<Honeykey.Planting> plantings = Objects.requireNonNull(made.plantings());
        String bare = plantings.get(plantings.size() - 1).text().reveal();
        assertThat(plantings).allMatch(planting -> planting.text().reveal().contains(bare));
        return new Planted(made.id(), ApiKey.parse(bare));
    }

    private static ApiKey unknown() {
        return ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
    }

    private static Answer verify(TestingServer replica, ApiKey key) {
        return replica.send(
                "GET",
                "/v1/verify?environment=prd",
                "ApiKey " + key.reveal(),
                null,
                "User-Agent",
                "thief/1.0",
                "X-Original-URI",
                "/v1/events?x=1");
    }

    private static HoneykeyAlarms alarms(Planted planted) {
        return server.get("/v1/honeykeys/" + planted.id + "/alarms", owner).as(HoneykeyAlarms.class);
    }

    /** An answer without what names the one request. */
    private static String essence(Answer answer) {
        ObjectNode body = (ObjectNode) answer.json();
        body.remove("requestId");
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("X-Request-Id") || name.equalsIgnoreCase("Date"));
        return answer.status() + " " + headers + " " + body;
    }

    @Test
    void aUseIsAnsweredAsUnknownAndRaisesAnAlarmWithAllThatIsKnown() {
        Planted planted = plant("In an old branch");
        assertThat(server.get("/v1/honeykeys", owner).text().contains(planted.key.reveal()))
                .isFalse();

        assertThat(essence(verify(server, planted.key))).isEqualTo(essence(verify(server, unknown())));
        verify(server, planted.key);
        Map<String, String> asked = Map.of("key", planted.key.reveal(), "clientIp", "203.0.113.7");
        Answer service = server.post("/v1/verifications", owner, asked);
        assertThat(service.text())
                .isEqualTo(server.post(
                                "/v1/verifications",
                                owner,
                                Map.of("key", unknown().reveal()))
                        .text());
        assertThat(server.get("/v1/keys", "ApiKey " + planted.key.reveal()).status())
                .isEqualTo(401);

        await().until(() -> alarms(planted).alarms().size() == 3);
        HoneykeyAlarms.Alarm used = alarms(planted).alarms().stream()
                .filter(alarm -> "thief/1.0".equals(alarm.agent()))
                .findFirst()
                .orElseThrow();
        assertThat(used.address()).isEqualTo("127.0.0.1");
        assertThat(used.path()).startsWith("/v1/events");
        assertThat(used.wanted()).isEqualTo("prd");
        assertThat(used.touches()).isEqualTo(2);
        assertThat(alarms(planted).alarms()).anyMatch(alarm -> "203.0.113.7".equals(alarm.address()));
        List<Events.Event> told = server.get("/v1/events?types=honeykey.touched", owner)
                .as(Events.class)
                .events();
        assertThat(told)
                .filteredOn(event -> planted.id.toString().equals(event.data().get("honeykeyId")))
                .hasSize(3);
    }

    @Test
    void everyReplicaKnowsADecoySoon() {
        Planted planted = plant("In a wiki");
        await().until(() -> {
            verify(other, planted.key);
            return !alarms(planted).alarms().isEmpty();
        });
    }

    @Test
    void onesOwnScannerLeavesItAndWhoFoundItIsNoted() {
        Planted planted = plant("In a repository");
        TestingKeys strangers = TestingKeys.tenant(server);
        Map<String, ?> report = Map.of(
                "leaks", List.of(Map.of("fingerprint", planted.key.fingerprint().hex())));

        assertThat(server.post("/v1/leaks", owner, report)
                        .json()
                        .at("/results/0/outcome")
                        .asString())
                .isEqualTo("decoy");
        assertThat(alarms(planted).alarms()).isEmpty();
        assertThat(server.post("/v1/leaks", strangers.issue("leaks:write").authorization(), report)
                        .json()
                        .at("/results/0/outcome")
                        .asString())
                .isEqualTo("accepted");
        assertThat(alarms(planted).alarms())
                .singleElement()
                .matches(alarm -> alarm.how().equals("reported"));
        assertThat(server.post("/v1/revocations", null, Map.of("keys", List.of(planted.key.reveal())))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void anEndedDecoyIsAnUnknownKeyAndNothingElse() {
        Planted planted = plant("No more");
        assertThat(server.delete("/v1/honeykeys/" + planted.id, owner).status()).isEqualTo(204);
        verify(server, planted.key);
        Planted live = plant("Still there");
        verify(server, live.key);
        await().until(() -> !alarms(live).alarms().isEmpty());
        assertThat(alarms(planted).alarms()).isEmpty();
    }

    /** Asked in turn, so that whatever slows one slows the other; the medians are compared. */
    @Test
    void aDecoyTakesAsLongAsAnUnknownKey() {
        Planted planted = plant("Timed");
        List<long[]> times = new ArrayList<>();
        for (int round = 0; round < 600; round++) {
            times.add(new long[] {time(planted.key), time(unknown())});
        }
        double ratio = (double) median(times, 0) / median(times, 1);
        assertThat(ratio).isBetween(0.8, 1.25);
    }

    private static long time(ApiKey key) {
        long start = System.nanoTime();
        verify(server, key);
        return System.nanoTime() - start;
    }

    private static long median(List<long[]> times, int which) {
        long[] sorted = times.subList(200, times.size()).stream()
                .mapToLong(pair -> pair[which])
                .toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
