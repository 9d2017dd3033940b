package dev.keyturn.revocation;

import dev.keyturn.event.Outbox;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.RevocationReason;
import dev.keyturn.wire.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Ends keys for good. */
public final class Revocations {
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final KeyEpochs epochs;
    private final Replicas replicas;
    private final Outbox outbox;
    private final Receipts receipts;

    Revocations(JdbcClient jdbc, TransactionOperations transactions, KeyEpochs epochs, After after) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.epochs = epochs;
        this.replicas = after.replicas;
        this.outbox = after.outbox;
        this.receipts = after.receipts;
    }

    /** Who is told of a revocation, and waited for. */
    record After(Replicas replicas, Outbox outbox, Receipts receipts) {}

    /** A key that is revoked, in whichever transaction that was. */
    public record Ended(
            UUID keyId,
            Instant revokedAt,
            long epoch,
            boolean justNow,
            @Nullable Receipt receipt) {}

    /**
     * Revokes a key in a transaction of its own, and returns when no replica accepts it. A key that was revoked before
     * gives the receipt of that time. The receipt has its proof.
     *
     * @param actor who asked, as the audit trail names it
     * @return empty if the tenant has no such key
     */
    public Optional<Receipt> revoke(UUID tenantId, UUID keyId, RevocationReason reason, String actor) {
        List<Ended> ended =
                Objects.requireNonNull(transactions.execute(status -> end(tenantId, List.of(keyId), reason, actor)));
        return receipts(ended).stream().findFirst().map(receipts::proven);
    }

    /**
     * Revokes keys of a tenant in the caller's transaction; those that are revoked already stay as they are. When it is
     * committed, {@link #receipts} waits for the replicas.
     */
    public List<Ended> end(UUID tenantId, Collection<UUID> keyIds, RevocationReason reason, String actor) {
        UUID[] keys = keyIds.toArray(UUID[]::new);
        long epoch = epochs.next();
        jdbc.sql("""
                        WITH ended AS (
                            SELECT id FROM api_key WHERE tenant_id = :tenant AND id = ANY(:keys) AND state <> 'REVOKED'
                            ORDER BY id FOR UPDATE)
                        UPDATE api_key SET state = 'REVOKED', revoked_at = clock_timestamp(),
                            revocation_reason = :reason, epoch = :epoch
                        FROM ended WHERE api_key.id = ended.id
                        RETURNING api_key.id, environment, managed
                        """)
                .param("tenant", tenantId)
                .param("keys", keys)
                .param("reason", wireName(reason))
                .param("epoch", epoch)
                .query((row, number) -> Map.of(
                        "keyId", row.getObject("id", UUID.class),
                        "environment", row.getString("environment"),
                        "reason", wireName(reason),
                        "actor", actor,
                        "managed", row.getBoolean("managed")))
                .list()
                .forEach(data -> outbox.append(tenantId, EventType.KEY_REVOKED, data));
        return jdbc.sql("""
                        SELECT id, revoked_at, epoch, receipt FROM api_key
                        WHERE tenant_id = :tenant AND id = ANY(:keys) AND state = 'REVOKED' ORDER BY id
                        """)
                .param("tenant", tenantId)
                .param("keys", keys)
                .query((row, number) -> ended(row, epoch))
                .list();
    }

    /**
     * Waits until no replica accepts these keys, and keeps the receipts, which are not signed yet. To be called after the
     * transaction that ended them.
     */
    public List<Receipt> receipts(List<Ended> ended) {
        long newest = ended.stream()
                .filter(key -> key.receipt == null)
                .mapToLong(Ended::epoch)
                .max()
                .orElse(0);
        List<Receipt.Replica> reached = newest == 0 ? List.of() : replicas.await(newest);
        return ended.stream().map(key -> receipt(key, reached)).toList();
    }

    /** One of {@link #receipts}, with its proof. */
    public Receipt proven(Receipt receipt) {
        return receipts.proven(receipt);
    }

    private Receipt receipt(Ended key, List<Receipt.Replica> reached) {
        return key.receipt == null ? keep(new Receipt(key.keyId, key.revokedAt, key.epoch, reached)) : key.receipt;
    }

    /** The first receipt stays. */
    private Receipt keep(Receipt receipt) {
        String kept = jdbc.sql("""
                        UPDATE api_key SET receipt = COALESCE(receipt, :receipt::jsonb) WHERE id = :key
                        RETURNING receipt::text
                        """)
                .param("receipt", WireJson.mapper().writeValueAsString(receipt))
                .param("key", receipt.keyId())
                .query(String.class)
                .single();
        return read(kept);
    }

    private static Ended ended(ResultSet row, long epoch) throws SQLException {
        String receipt = row.getString("receipt");
        return new Ended(
                row.getObject("id", UUID.class),
                row.getObject("revoked_at", OffsetDateTime.class).toInstant(),
                row.getLong("epoch"),
                row.getLong("epoch") == epoch,
                receipt == null ? null : read(receipt));
    }

    private static Receipt read(String json) {
        return WireJson.mapper().readValue(json, Receipt.class);
    }

    private static String wireName(RevocationReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
