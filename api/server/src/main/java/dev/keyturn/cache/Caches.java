package dev.keyturn.cache;

import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.revocation.Lease;
import dev.keyturn.wire.CacheBeat;
import dev.keyturn.wire.CacheState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The caches on the list of replicas. A beat does what a replica's own does, in the same order: read what changed, renew
 * the row, and only with the answer may the lease be extended, by the cache, from before it asked. A cache that was taken
 * off the list meanwhile is put back and told that what it holds is void.
 */
final class Caches {
    private static final int MOST_OF_A_TENANT = 50;
    private static final int MOST_CHANGES = 1_000;

    private final JdbcClient jdbc;

    Caches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A cache of a tenant, by the id that it gave itself; another tenant may have one of the same id. */
    record Cache(UUID tenantId, UUID id) {
        String name() {
            return "cache-" + id + "-" + tenantId;
        }
    }

    /** Says in the list what the cache has, so that who waits for that waits no longer. */
    void acknowledge(Cache cache, CacheBeat beat) {
        jdbc.sql("""
                        UPDATE replica SET confirmed_epoch = :epoch, confirmed_at = clock_timestamp()
                        WHERE id = :id AND tenant_id = :tenant AND confirmed_epoch < :epoch
                        """)
                .param("epoch", beat.epoch())
                .param("id", cache.name())
                .param("tenant", cache.tenantId)
                .update();
    }

    CacheState beat(Cache cache, CacheBeat beat) {
        List<UUID> changed = new ArrayList<>();
        long epoch = changes(cache, beat.epoch(), changed);
        boolean listed = renew(cache, beat) && beat.epoch() >= 0 && changed.size() <= MOST_CHANGES;
        return new CacheState(epoch, listed, listed ? changed : List.of(), Lease.LENGTH.toMillis());
    }

    /** One statement that sees an epoch sees every key of it and of those before. */
    private long changes(Cache cache, long after, List<UUID> changed) {
        List<Long> epoch = jdbc.sql("""
                        SELECT e.value, k.id FROM epoch e
                        LEFT JOIN (SELECT id FROM api_key WHERE tenant_id = :tenant AND epoch > :after
                                   LIMIT :most) k ON :after >= 0
                        """)
                .param("tenant", cache.tenantId)
                .param("after", after)
                .param("most", MOST_CHANGES + 1)
                .query((row, number) -> {
                    UUID id = row.getObject("id", UUID.class);
                    if (id != null) {
                        changed.add(id);
                    }
                    return row.getLong("value");
                })
                .list();
        return epoch.get(0);
    }

    private boolean renew(Cache cache, CacheBeat beat) {
        boolean renewed = jdbc.sql("""
                        UPDATE replica SET renewal = :beat,
                            lease_until = clock_timestamp() + :lease * interval '1 ms'
                        WHERE id = :id AND tenant_id = :tenant AND renewal < :beat
                        """)
                        .param("beat", beat.beat())
                        .param("lease", Lease.LENGTH.toMillis())
                        .param("id", cache.name())
                        .param("tenant", cache.tenantId)
                        .update()
                == 1;
        if (!renewed) {
            announce(cache, beat);
        }
        return renewed;
    }

    private void announce(Cache cache, CacheBeat beat) {
        int rows = jdbc.sql("""
                        INSERT INTO replica (id, tenant_id, renewal, lease_until, confirmed_epoch, confirmed_at)
                        SELECT :id, :tenant, :beat, clock_timestamp(), -1, clock_timestamp()
                        WHERE (SELECT count(*) FROM replica WHERE tenant_id = :tenant) < :most
                        ON CONFLICT (id) DO UPDATE SET renewal = EXCLUDED.renewal, confirmed_epoch = -1
                        """)
                .param("id", cache.name())
                .param("tenant", cache.tenantId)
                .param("beat", beat.beat())
                .param("most", MOST_OF_A_TENANT)
                .update();
        if (rows == 0) {
            throw ProblemException.of(
                    ProblemCode.THROTTLED,
                    "A tenant has at most " + MOST_OF_A_TENANT + " caches. Ask without one, as the starter does now.");
        }
    }

    /** Whether it was on the list. */
    boolean leave(Cache cache) {
        return jdbc.sql("DELETE FROM replica WHERE id = :id AND tenant_id = :tenant")
                        .param("id", cache.name())
                        .param("tenant", cache.tenantId)
                        .update()
                == 1;
    }
}
