package dev.keyturn.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.proof.ProofKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.RevocationReason;
import dev.keyturn.wire.WireJson;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    @Test
    void everyReplicaSignsTheSameReceiptAndAnybodyCanCheckIt() throws Exception {
        try (TestingServer server = TestingServer.shared()) {
            TestingServer other = TestingServer.otherShared();
            TestingKeys keys = TestingKeys.tenant(server);
            Issued key = keys.issue();
            Issued reader = keys.issue("keys:read");
            assertThat(other.get("/v1/keys/" + key.id() + "/receipt", reader.authorization())
                            .status())
                    .isEqualTo(404);

            Receipt receipt = server.bean(Revocations.class)
                    .revoke(keys.tenantId(), key.id(), RevocationReason.REQUESTED, "test")
                    .orElseThrow();

            assertThat(other.get("/v1/keys/" + key.id() + "/receipt", reader.authorization())
                            .as(Receipt.class))
                    .isEqualTo(receipt);
            ProofKeys published = other.get("/v1/receipt-keys", null).as(ProofKeys.class);
            assertThat(WireJson.mapper()
                            .readValue(published.check(Objects.requireNonNull(receipt.proof())), Receipt.class))
                    .isEqualTo(receipt.with(null));
            Issued stranger = TestingKeys.tenant(server).issue("keys:read");
            assertThat(server.get("/v1/keys/" + key.id() + "/receipt", stranger.authorization())
                            .status())
                    .isEqualTo(404);
        }
    }
}
