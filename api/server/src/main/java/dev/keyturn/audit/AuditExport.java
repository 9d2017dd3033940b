package dev.keyturn.audit;

import dev.keyturn.proof.ChainedLines;
import dev.keyturn.proof.ProofKey;
import dev.keyturn.secret.Secrets;
import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the whole trail of a tenant as lines of JSON that can be checked without the api. */
public final class AuditExport {
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final ProofKey key;

    AuditExport(JdbcClient jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.key = secrets.proofKeys().get(0);
    }

    /** Entries of the last moment may be missing: they are chained within a second. */
    public void write(UUID tenantId, OutputStream out) throws IOException {
        String head = ChainedLines.START;
        long entries = 0;
        List<AuditTrail.Entry> page = page(tenantId, 0);
        while (!page.isEmpty()) {
            for (AuditTrail.Entry entry : page) {
                String line = AuditChain.line(entry, head);
                write(line, out);
                head = ChainedLines.hash(line);
                entries++;
            }
            page = page(tenantId, entries);
        }
        String proof = key.prove(new ChainedLines.Head(tenantId.toString(), entries, signedHead(tenantId, entries)));
        write(WireJson.mapper().writeValueAsString(new ChainedLines.Seal(entries, head, proof)), out);
    }

    private List<AuditTrail.Entry> page(UUID tenantId, long after) {
        return jdbc.sql("SELECT " + AuditTrail.COLUMNS + " FROM audit_entry"
                        + " WHERE tenant_id = :tenant AND position > :after ORDER BY position LIMIT " + AT_ONCE)
                .param("tenant", tenantId)
                .param("after", after)
                .query((row, number) -> AuditTrail.entry(row))
                .list();
    }

    /** What was chained when the entries were new: an entry that was changed since does not lead there any more. */
    private String signedHead(UUID tenantId, long position) {
        return jdbc.sql(
                        "SELECT encode(hash, 'hex') FROM audit_entry WHERE tenant_id = :tenant AND position = :position")
                .param("tenant", tenantId)
                .param("position", position)
                .query(String.class)
                .optional()
                .orElse(ChainedLines.START);
    }

    private static void write(String line, OutputStream out) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
