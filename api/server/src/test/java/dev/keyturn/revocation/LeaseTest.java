package dev.keyturn.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LeaseTest {
    @Test
    void itLastsFromBeforeTheQuestion() {
        Lease lease = new Lease();
        assertThat(lease.holds()).isFalse();
        lease.extend(Lease.now());
        assertThat(lease.holds()).isTrue();
        lease.extend(Lease.now() - Lease.LENGTH.toNanos());
        assertThat(lease.holds()).isFalse();
        lease.extend(Lease.now());
        lease.end();
        assertThat(lease.holds()).isFalse();
    }

    @Test
    void aDatabaseThatWasRestoredFromAnOlderCopyLetsNobodyIn() {
        try (TestingServer server = TestingServer.start()) {
            TestingKeys keys = TestingKeys.tenant(server);
            Issued key = keys.issue();
            keys.issueMany(3);
            assertThat(server.get("/v1/verify", key.authorization()).status()).isEqualTo(200);

            server.bean(JdbcClient.class)
                    .sql("UPDATE epoch SET value = value - 1")
                    .update();

            await().until(() -> server.get("/v1/verify", key.authorization()).status() == 503);
            server.bean(JdbcClient.class)
                    .sql("UPDATE epoch SET value = value + 100")
                    .update();
            assertThat(server.get("/v1/verify", key.authorization()).header("Retry-After"))
                    .isEqualTo("1");
        }
    }
}
