package dev.keyturn.revocation;

import dev.keyturn.proof.ProofKey;
import dev.keyturn.proof.ProofKeys;
import dev.keyturn.secret.Secrets;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.WireJson;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Hands out the receipts that are kept with keys, each with its proof. Signing is left until then: of 10,000 keys that a
 * report ends at once, few receipts are ever asked for, and a receipt has the same proof whenever it is.
 */
public final class Receipts {
    private final JdbcClient jdbc;
    private final List<ProofKey> keys;

    Receipts(JdbcClient jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.keys = secrets.proofKeys();
    }

    /** What checks the proofs of this api. */
    public ProofKeys publicKeys() {
        return new ProofKeys(keys.stream().map(ProofKey::half).toList());
    }

    /** A receipt with its proof. */
    public Receipt proven(Receipt receipt) {
        Receipt statement = receipt.with(null);
        return receipt.with(keys.get(0).prove(statement));
    }

    /** The receipt of a key of a tenant; empty if it is not revoked, or there is no such key. */
    public Optional<Receipt> find(UUID tenantId, UUID keyId) {
        return jdbc.sql("""
                        SELECT receipt::text FROM api_key
                        WHERE tenant_id = :tenant AND id = :id AND receipt IS NOT NULL
                        """)
                .param("tenant", tenantId)
                .param("id", keyId)
                .query(String.class)
                .optional()
                .map(receipt -> proven(WireJson.mapper().readValue(receipt, Receipt.class)));
    }
}
