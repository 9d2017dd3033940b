package dev.keyturn.scanning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.wire.NewScan;
import dev.keyturn.wire.ScanJob;
import dev.keyturn.wire.ScanLease;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ScanTest {
    private static final String REPOSITORY = "https://github.com/acme/shop.git";
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String C = "c".repeat(40);

    private static TestingServer server;
    private TestingKeys keys;
    private String worker;

    @BeforeAll
    static void start() {
        server = TestingServer.shared();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void tenant() {
        keys = TestingKeys.tenant(server);
        worker = keys.issue("scans:work", "leaks:write", "leaks:read").authorization();
    }

    private void push(String before, String after) {
        server.bean(ScanJobs.class)
                .push(keys.tenantId(), new NewScan(REPOSITORY, "refs/heads/main", before, after), "github:x");
    }

    private Optional<ScanJob> lease(String whose) {
        Answer answer = server.post("/v1/scans/lease", whose, null);
        assertThat(answer.status()).isEqualTo(200);
        return Optional.ofNullable(answer.as(ScanLease.class).scan());
    }

    private ScanJob leased() {
        return lease(worker).orElseThrow();
    }

    private Answer end(ScanJob job, int attempt, @Nullable Integer findings) {
        Map<String, Object> body = new HashMap<>(Map.of("attempt", attempt));
        body.put(findings == null ? "detail" : "findings", findings == null ? "gone" : findings);
        return server.post("/v1/scans/" + job.id() + "/end", worker, body);
    }

    @Test
    void pushesThatFollowEachOtherAreOneScanWhichOneWorkerEnds() {
        push("0".repeat(40), A);
        push(A, B);
        ScanJob job = leased();
        push(B, C);

        assertThat(job.before()).isNull();
        assertThat(job.after()).isEqualTo(B);
        ScanJob next = leased();
        assertThat(next.before() + next.after()).isEqualTo(B + C);
        assertThat(lease(worker)).isEmpty();
        assertThat(end(job, 1, 3).as(ScanJob.class).state()).isEqualTo(ScanJob.State.DONE);
        assertThat(end(job, 1, 3).status()).isEqualTo(409);
        assertThat(end(next, 1, null).as(ScanJob.class).state()).isEqualTo(ScanJob.State.FAILED);
        assertThat(server.get("/v1/scans/" + job.id(), worker).as(ScanJob.class).findings())
                .isEqualTo(3);
    }

    @Test
    void whatAWorkerLetFallAnotherTakesAndTheFirstIsTold() {
        push(A, B);
        ScanJob first = leased();
        for (int taken = 2; taken <= 5; taken++) {
            letFall();
            assertThat(leased().attempt()).isEqualTo(taken);
        }
        assertThat(end(first, 1, 0).json().get("code").asString()).isEqualTo("stale-fence");
        letFall();
        assertThat(lease(worker)).isEmpty();
        server.bean(ScanJobs.class).sweep();
        assertThat(server.get("/v1/scans/" + first.id(), worker)
                        .as(ScanJob.class)
                        .state())
                .isEqualTo(ScanJob.State.FAILED);
    }

    private void letFall() {
        server.bean(JdbcClient.class)
                .sql("UPDATE scan_job SET lease_until = clock_timestamp() WHERE tenant_id = :tenant")
                .param("tenant", keys.tenantId())
                .update();
    }

    @Test
    void aBranchThatWasDeletedIsNoScanAndNobodySeesAnothers() {
        push(A, "0".repeat(40));
        assertThat(lease(worker)).isEmpty();
        push(A, B);
        TestingKeys others = TestingKeys.tenant(server);
        String other = others.issue("scans:work", "leaks:read").authorization();

        assertThat(lease(other)).isEmpty();
        assertThat(server.get("/v1/scans/" + leased().id(), other).status()).isEqualTo(404);
        assertThat(server.get("/v1/scans/" + UUID.randomUUID(), other).status()).isEqualTo(404);
    }

    @Test
    void whoReportsLeaksMayAskForAScan() {
        ScanJob asked = server.post("/v1/scans", worker, Map.of("repository", REPOSITORY))
                .as(ScanJob.class);

        assertThat(asked.state()).isEqualTo(ScanJob.State.WAITING);
        assertThat(leased().id()).isEqualTo(asked.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"repository\":\"ext::sh -c id\"}",
                "{\"repository\":\"file:///etc\"}",
                "{\"repository\":\"https://user:word@github.com/acme/shop.git\"}",
                "{\"repository\":\"https://github.com/a\",\"ref\":\"--upload-pack=id\"}",
                "{\"repository\":\"https://github.com/a\",\"after\":\"HEAD\"}"
            })
    void whatCannotBeScannedIsRefused(String body) {
        assertThat(server.post("/v1/scans", worker, body).status()).isEqualTo(422);
    }
}
