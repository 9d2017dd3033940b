package dev.keyturn.audit;

import dev.keyturn.proof.ChainedLines;
import dev.keyturn.wire.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Chains entries a moment after they were written. In the transaction of the work itself it would make all work of a
 * tenant wait in a row, and meet the epoch's lock in both orders.
 */
final class AuditChain implements Runnable {
    private static final int AT_ONCE = 1_000;

    /** Any number, the same for all replicas: one of them chains at a time. */
    private static final long LOCK = 0x6b74617564697431L;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    AuditChain(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    private record Head(long position, String hash) {}

    private record Unchained(UUID tenantId, AuditTrail.Entry entry) {}

    @Override
    public void run() {
        boolean any = jdbc.sql(
                        "SELECT EXISTS (SELECT FROM audit_entry WHERE position IS NULL AND tenant_id IS NOT NULL)")
                .query(Boolean.class)
                .single();
        if (any) {
            transactions.executeWithoutResult(status -> chain());
        }
    }

    private void chain() {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> true)
                .single();
        Map<UUID, Head> heads = new HashMap<>();
        for (Unchained next : unchained()) {
            Head before = heads.computeIfAbsent(next.tenantId, this::head);
            Head after = new Head(before.position + 1, ChainedLines.hash(line(next.entry, before.hash)));
            heads.put(next.tenantId, after);
            jdbc.sql("UPDATE audit_entry SET position = :position, hash = :hash WHERE number = :number")
                    .param("position", after.position)
                    .param("hash", HexFormat.of().parseHex(after.hash))
                    .param("number", next.entry.number())
                    .update();
        }
    }

    private List<Unchained> unchained() {
        return jdbc.sql("SELECT tenant_id, " + AuditTrail.COLUMNS
                        + " FROM audit_entry WHERE position IS NULL AND tenant_id IS NOT NULL ORDER BY number LIMIT "
                        + AT_ONCE)
                .query((row, number) -> unchained(row))
                .list();
    }

    private static Unchained unchained(ResultSet row) throws SQLException {
        return new Unchained(row.getObject("tenant_id", UUID.class), AuditTrail.entry(row));
    }

    private Head head(UUID tenantId) {
        return jdbc.sql("""
                        SELECT position, encode(hash, 'hex') AS hash FROM audit_entry
                        WHERE tenant_id = :tenant AND position IS NOT NULL ORDER BY position DESC LIMIT 1
                        """)
                .param("tenant", tenantId)
                .query((row, number) -> new Head(row.getLong("position"), row.getString("hash")))
                .optional()
                .orElse(new Head(0, ChainedLines.START));
    }

    /** An entry as a line of the trail, made of its columns each time: what is changed there changes the line. */
    static String line(AuditTrail.Entry entry, String previous) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("number", entry.number());
        line.put("at", entry.at());
        line.put("actor", entry.actor());
        line.put("action", entry.action());
        line.put("subject", entry.subject());
        line.put("detail", entry.detail());
        line.put("address", entry.address());
        line.put("previous", previous);
        return WireJson.mapper().writeValueAsString(line);
    }
}
