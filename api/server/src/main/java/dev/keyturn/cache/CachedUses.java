package dev.keyturn.cache;

import dev.keyturn.problem.ProblemException;
import dev.keyturn.revocation.DatabaseClock;
import dev.keyturn.usage.UsageLog;
import dev.keyturn.usage.Use;
import dev.keyturn.wire.CacheBeat.CachedUse;
import dev.keyturn.wire.VerificationCode;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records what caches have accepted by themselves, of keys of their own tenant. */
final class CachedUses {
    private final JdbcClient jdbc;
    private final UsageLog log;
    private final DatabaseClock clock;

    CachedUses(JdbcClient jdbc, UsageLog log, DatabaseClock clock) {
        this.jdbc = jdbc;
        this.log = log;
        this.clock = clock;
    }

    void record(UUID tenantId, List<CachedUse> uses) {
        if (uses.stream().anyMatch(use -> use == null || use.keyId() == null)) {
            throw ProblemException.invalid("'uses' holds entries with a 'keyId' each.");
        }
        if (uses.isEmpty()) {
            return;
        }
        Set<UUID> own = Set.copyOf(jdbc.sql("SELECT id FROM api_key WHERE tenant_id = :tenant AND id = ANY(:keys)")
                .param("tenant", tenantId)
                .param("keys", uses.stream().map(CachedUse::keyId).toArray(UUID[]::new))
                .query(UUID.class)
                .list());
        long now = clock.millis();
        uses.stream()
                .filter(use -> own.contains(use.keyId()) && use.uses() > 0)
                .forEach(use -> log.record(
                        new Use(tenantId, use.keyId(), VerificationCode.VALID, client(use)),
                        use.uses(),
                        new UsageLog.Span(now - age(use.firstMillisAgo()), now - age(use.lastMillisAgo()))));
    }

    /** Nobody can claim uses of long ago. */
    private static long age(long millis) {
        return Math.max(0, Math.min(60_000, millis));
    }

    private static Use.Client client(CachedUse use) {
        return new Use.Client(use.clientIp(), use.userAgent(), use.consumer(), use.path());
    }
}
