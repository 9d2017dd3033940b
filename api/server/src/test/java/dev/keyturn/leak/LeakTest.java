package dev.keyturn.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.wire.Events;
import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.ExposureReport.Verdict;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.Leak;
import dev.keyturn.wire.LeakList;
import dev.keyturn.wire.LeakReport;
import dev.keyturn.wire.LeakResults;
import dev.keyturn.wire.LeakResults.Outcome;
import dev.keyturn.wire.LeakResults.Result;
import dev.keyturn.wire.LeakSighting;
import dev.keyturn.wire.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeakTest {
    private static TestingServer server;
    private static TestingServer other;
    private TestingKeys keys;
    private Issued scanner;

    @BeforeAll
    static void start() {
        server = TestingServer.shared();
        other = TestingServer.otherShared();
    }

    @BeforeEach
    void issue() {
        keys = TestingKeys.tenant(server);
        scanner = keys.issue("leaks:write", "leaks:read", "events:read", "usage:read");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aReportedKeyIsRevokedRecordedAndTold() {
        Issued key = keys.issue();

        Result result = report(sighting(key.fingerprint(), "src/Main.java", 7)).get(0);

        assertThat(result.outcome()).isEqualTo(Outcome.REVOKED);
        assertThat(result.was()).isEqualTo(KeyState.ACTIVE);
        assertThat(result.keyId()).isEqualTo(key.id());
        assertThat(other.get("/v1/verify", key.authorization()).status()).isEqualTo(401);
        Leak leak = server.get("/v1/leaks/" + result.leakId(), scanner.authorization())
                .as(Leak.class);
        assertThat(leak.places()).hasSize(1);
        assertThat(leak.places().get(0).path()).isEqualTo("src/Main.java");
        assertThat(events()).containsExactly("key.revoked", "leak.recorded");
    }

    @Test
    void aTimeThatNoDatabaseHoldsKeepsNoKeyAlive() {
        for (String time : List.of("+1000000000-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z")) {
            Issued key = keys.issue();
            String report = "{\"leaks\":[{\"fingerprint\":\""
                    + key.fingerprint().hex() + "\",\"committedAt\":\"" + time + "\"}]}";

            assertThat(server.post("/v1/leaks", scanner.authorization(), report).status())
                    .isEqualTo(200);
            assertThat(other.get("/v1/verify", key.authorization()).status()).isEqualTo(401);
        }
    }

    @Test
    void reportingAgainAddsThePlaceOnly() {
        Issued key = keys.issue();
        Result first = report(sighting(key.fingerprint(), "a", 1), sighting(key.fingerprint(), "a", 1))
                .get(1);
        Result again = report(sighting(key.fingerprint(), "b", 2)).get(0);

        assertThat(again.outcome()).isEqualTo(Outcome.ALREADY_REVOKED);
        assertThat(again.was()).isEqualTo(KeyState.REVOKED);
        assertThat(again.leakId()).isEqualTo(first.leakId());
        LeakList list = server.get("/v1/leaks", scanner.authorization()).as(LeakList.class);
        assertThat(list.leaks()).hasSize(1);
        assertThat(list.leaks().get(0).places()).hasSize(2);
        assertThat(events()).containsExactly("key.revoked", "leak.recorded");
    }

    @Test
    void aForeignKeyIsRevokedAndItsReporterLearnsNothing() {
        TestingKeys owner = TestingKeys.tenant(server);
        Issued foreign = owner.issue();
        Issued ownersScanner = owner.issue("leaks:read");

        List<Result> results =
                report(sighting(foreign.fingerprint(), "x", 1), sighting(Fingerprint.of("nobody's"), "y", 1));

        assertThat(results)
                .allMatch(result -> result.outcome() == Outcome.ACCEPTED
                        && result.leakId() == null
                        && result.keyId() == null
                        && result.was() == null
                        && result.revokedAt() == null);
        assertThat(server.get("/v1/verify", foreign.authorization()).status()).isEqualTo(401);
        assertThat(server.get("/v1/leaks", ownersScanner.authorization())
                        .as(LeakList.class)
                        .leaks())
                .hasSize(1);
        assertThat(server.get("/v1/leaks", scanner.authorization())
                        .as(LeakList.class)
                        .leaks())
                .isEmpty();
    }

    @Test
    void anUnreadableEntrySpoilsNoOther() {
        Issued key = keys.issue();

        List<Result> results = report(
                sighting(key.fingerprint(), "a", 1),
                null,
                new LeakSighting("zz", null, null, null, null, null, null, null));

        assertThat(results)
                .extracting(Result::outcome)
                .containsExactly(Outcome.REVOKED, Outcome.INVALID, Outcome.INVALID);
    }

    @Test
    void aReportNeedsTheScopeAndABound() {
        Issued key = keys.issue();
        assertThat(server.post("/v1/leaks", key.authorization(), new LeakReport(List.of()))
                        .status())
                .isEqualTo(403);
        List<LeakSighting> many = new ArrayList<>();
        for (int i = 0; i <= 1_000; i++) {
            many.add(sighting(Fingerprint.of("x" + i), "p", i));
        }
        assertThat(server.post("/v1/leaks", scanner.authorization(), new LeakReport(many))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void theExposureReportNamesWhoUsedTheKeyMeanwhile() {
        Issued key = keys.issue();
        verify(key, "billing/1.0");
        Instant committed = Instant.now();
        await().until(() -> Instant.now().isAfter(committed.plusMillis(5)));
        awaitUses(key, 1);
        verify(key, "billing/1.1");
        verify(key, "curl/8.1");
        Result result = report(new LeakSighting(
                        key.fingerprint().hex(),
                        "https://example.org/r.git",
                        "c0ffee",
                        "a",
                        3,
                        null,
                        committed,
                        "scan"))
                .get(0);
        verify(key, "curl/8.1");
        awaitUses(key, 4);

        ExposureReport report = exposure(result);

        assertThat(report.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(report.exposedAtSource()).isEqualTo("commit");
        assertThat(report.lastReplicaAt()).isAfterOrEqualTo(report.revokedAt());
        assertThat(report.uses())
                .filteredOn(ExposureReport.Use::afterRevocation)
                .singleElement()
                .matches(use -> !use.known()
                        && use.agent().equals("curl")
                        && use.network().equals("127.0.0.0/24"));
        assertThat(report.summary()).contains("unknown origins: 127.0.0.0/24 (curl)");
    }

    private void verify(Issued key, String agent) {
        server.send("GET", "/v1/verify", key.authorization(), null, "User-Agent", agent);
    }

    private void awaitUses(Issued key, int uses) {
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            var hours = server.get("/v1/keys/" + key.id() + "/usage", scanner.authorization())
                    .as(Usage.class)
                    .hours();
            return hours.stream().mapToLong(Usage.Hour::count).sum() == uses;
        });
    }

    private ExposureReport exposure(Result result) {
        return server.get("/v1/leaks/" + result.leakId() + "/exposure", scanner.authorization())
                .as(ExposureReport.class);
    }

    private List<Result> report(@Nullable LeakSighting... sightings) {
        return server.post("/v1/leaks", scanner.authorization(), Map.of("leaks", Arrays.asList(sightings)))
                .as(LeakResults.class)
                .results();
    }

    private static LeakSighting sighting(Fingerprint fingerprint, String path, int line) {
        return new LeakSighting(
                fingerprint.hex(), "https://example.org/r.git", "c0ffee", path, line, null, null, "scan git");
    }

    private List<String> events() {
        return server
                .get("/v1/events?types=key.revoked,leak.recorded", scanner.authorization())
                .as(Events.class)
                .events()
                .stream()
                .map(Events.Event::type)
                .toList();
    }
}
