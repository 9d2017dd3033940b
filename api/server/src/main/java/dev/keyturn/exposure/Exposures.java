package dev.keyturn.exposure;

import dev.keyturn.leak.Leaks;
import dev.keyturn.revocation.Receipts;
import dev.keyturn.usage.Completeness;
import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.Leak;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.WireJson;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts exposure reports together. */
public final class Exposures {
    private final JdbcClient jdbc;
    private final Leaks leaks;
    private final Uses uses;
    private final Receipts receipts;

    Exposures(JdbcClient jdbc, Leaks leaks, Uses uses, Receipts receipts) {
        this.jdbc = jdbc;
        this.leaks = leaks;
        this.uses = uses;
        this.receipts = receipts;
    }

    /**
     * The report of a leak, as far as uses are written: a second behind at most.
     *
     * @throws dev.keyturn.problem.ProblemException 404 if the tenant has no such leak
     */
    public ExposureReport report(UUID tenantId, UUID leakId) {
        Leak leak = leaks.get(tenantId, leakId);
        LeakedKey key = key(leak);
        long lost = Completeness.read(jdbc).lost();
        List<ExposureReport.Use> since = uses.since(leak.keyId(), key.exposedAt());
        Judgement judgement = new Judgement(key, since, lost);
        return new ExposureReport(
                leak,
                judgement.verdict(),
                judgement.summary(),
                key.exposedAt(),
                key.source(),
                leak.detectedAt(),
                leak.revokedAt(),
                key.lastReplicaAt(),
                key.receipt() == null ? null : receipts.proven(key.receipt()),
                since,
                lost);
    }

    private LeakedKey key(Leak leak) {
        return jdbc.sql("SELECT created_at, receipt::text FROM api_key WHERE id = :key")
                .param("key", leak.keyId())
                .query((row, number) -> {
                    String receipt = row.getString("receipt");
                    return new LeakedKey(
                            leak,
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            receipt == null ? null : WireJson.mapper().readValue(receipt, Receipt.class));
                })
                .single();
    }
}
