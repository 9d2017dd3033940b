package dev.keyturn.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.revocation.Revocations;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.RevocationReason;
import dev.keyturn.wire.VerificationResult;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VerifyTest {
    private static TestingServer server;
    private static TestingServer other;
    private static TestingKeys keys;

    @BeforeAll
    static void start() {
        server = TestingServer.shared();
        other = TestingServer.otherShared();
        keys = TestingKeys.tenant(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aLiveKeyIsAcceptedByEveryReplicaAndNamed() {
        Issued key = keys.issue("events:write");

        for (TestingServer replica : new TestingServer[] {server, other}) {
            Answer answer = replica.get("/v1/verify?environment=prd&scope=events%3Awrite", key.authorization());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-Keyturn-Key-Id")).isEqualTo(key.id().toString());
            assertThat(answer.header("X-Keyturn-Tenant"))
                    .isEqualTo(keys.tenantId().toString());
            assertThat(answer.header("X-Keyturn-Environment")).isEqualTo("prd");
        }
    }

    @Test
    void aRevokedKeyIsRefusedEverywhereAndItsHolderLearnsWhy() {
        Issued key = keys.issue();

        Receipt receipt = server.bean(Revocations.class)
                .revoke(keys.tenantId(), key.id(), RevocationReason.REQUESTED, "test")
                .orElseThrow();

        assertThat(receipt.replicas()).hasSize(2).allMatch(replica -> replica.acknowledgedAt() != null);
        assertThat(other.get("/v1/verify", key.authorization()).status()).isEqualTo(401);
        Answer answer = server.get("/v1/verify", key.authorization());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).contains("reason=\"REVOKED\"", "revoked at 2");
        assertThat(server.bean(Revocations.class).revoke(keys.tenantId(), key.id(), RevocationReason.LEAKED, "again"))
                .contains(receipt);
    }

    @Test
    void whatIsAskedForMustFit() {
        Issued key = keys.issue("events:write");

        assertThat(status(key, "?environment=dev")).isEqualTo(401);
        Answer lacking = server.get("/v1/verify?scope=memberships:read", key.authorization());
        assertThat(lacking.status()).isEqualTo(401);
        assertThat(lacking.header("WWW-Authenticate")).contains("reason=\"INSUFFICIENT_SCOPE\"");
        assertThat(required(key, "", "memberships:read")).isEqualTo(401);
        assertThat(required(key, "", "events:write")).isEqualTo(200);
        assertThat(required(key, "?scope=memberships:read", "events:write")).isEqualTo(401);
        assertThat(status(key, "?tenant=" + keys.tenantId())).isEqualTo(200);
        assertThat(status(key, "?tenant=" + java.util.UUID.randomUUID())).isEqualTo(401);
        assertThat(server.send("POST", "/v1/verify", key.authorization(), Map.of("x", 1))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsNoKeyIsRefused() {
        Issued key = keys.issue();

        assertThat(server.get("/v1/verify", null).status()).isEqualTo(401);
        assertThat(server.get("/v1/verify", "ApiKey ").status()).isEqualTo(401);
        assertThat(server.get("/v1/verify", "ApiKey sk_prd_short").status()).isEqualTo(401);
        String cut = key.authorization().substring(0, key.authorization().length() - 1);
        assertThat(server.get("/v1/verify", cut).header("WWW-Authenticate")).contains("MALFORMED");
    }

    @Test
    void aServiceAsksWithTheKeyInTheBody() {
        Issued service = keys.issue("verifications:write");
        Issued key = keys.issue();
        Issued foreign = TestingKeys.tenant(server).issue();

        assertThat(ask(service, key.plaintext()).valid()).isTrue();
        VerificationResult unknown = ask(service, foreign.plaintext());
        assertThat(unknown.code().name()).isEqualTo("UNKNOWN");
        assertThat(unknown.keyId()).isNull();
        assertThat(server.post("/v1/verifications", key.authorization(), Map.of("key", "x"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void disabledAndExpiredKeysAreRefusedWithTheirCode() {
        Issued key = keys.issue();
        keys.change(key, "state = 'DISABLED'");
        assertThat(server.get("/v1/verify", key.authorization()).header("WWW-Authenticate"))
                .contains("DISABLED");
        keys.change(key, "state = 'ACTIVE', expires_at = now()");
        assertThat(server.get("/v1/verify", key.authorization()).header("WWW-Authenticate"))
                .contains("EXPIRED");
    }

    private static int status(Issued key, String query) {
        return server.get("/v1/verify" + query, key.authorization()).status();
    }

    private static int required(Issued key, String query, String scope) {
        return server.send("GET", "/v1/verify" + query, key.authorization(), null, "X-Keyturn-Require-Scope", scope)
                .status();
    }

    private static VerificationResult ask(Issued service, String presented) {
        return server.post(
                        "/v1/verifications", service.authorization(), Map.of("key", presented, "clientIp", "192.0.2.7"))
                .as(VerificationResult.class);
    }
}
