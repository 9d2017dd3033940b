package dev.keyturn.alert;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.Caller;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.AlertList;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What looks wrong about the use of a tenant's keys, and which of it somebody has seen to. */
public final class Alerts {
    private static final int LIMIT = 200;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Audit audit;

    Alerts(JdbcClient jdbc, TransactionOperations transactions, Audit audit) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Which alerts, and how many at a time.
     *
     * @param keyId if given, of this key only
     * @param open whether those that were acknowledged, and not seen again since, are left out
     * @param after id of the last alert of the page before
     */
    public record Query(
            @Nullable UUID keyId,
            boolean open,
            int limit,
            @Nullable UUID after) {}

    /** A page, newest first. */
    public AlertList page(Caller caller, Query query) {
        caller.require(Scope.USAGE_READ);
        if (query.limit < 1 || query.limit > LIMIT) {
            throw ProblemException.invalid("'limit' is 1 to " + LIMIT + ".");
        }
        List<AlertList.Alert> alerts = read(caller.tenantId(), query);
        return alerts.size() <= query.limit
                ? new AlertList(alerts, null)
                : new AlertList(
                        alerts.subList(0, query.limit),
                        alerts.get(query.limit - 1).id().toString());
    }

    private List<AlertList.Alert> read(UUID tenantId, Query query) {
        return jdbc.sql("""
                        SELECT * FROM alert
                        WHERE tenant_id = :tenant AND (:key::uuid IS NULL OR key_id = :key)
                          AND NOT (:open AND acknowledged_at IS NOT NULL AND acknowledged_at >= last_at)
                          AND (:after::uuid IS NULL OR (raised_at, id) <
                              (SELECT raised_at, id FROM alert WHERE id = :after AND tenant_id = :tenant))
                        ORDER BY raised_at DESC, id DESC LIMIT :limit
                        """)
                .param("tenant", tenantId)
                .param("key", query.keyId)
                .param("open", query.open)
                .param("after", query.after)
                .param("limit", query.limit + 1)
                .query(Alerts::alert)
                .list();
    }

    private static AlertList.Alert alert(ResultSet row, int number) throws SQLException {
        OffsetDateTime acknowledgedAt = row.getObject("acknowledged_at", OffsetDateTime.class);
        return new AlertList.Alert(
                row.getObject("id", UUID.class),
                row.getObject("key_id", UUID.class),
                row.getString("kind"),
                row.getString("reason"),
                row.getObject("raised_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                row.getLong("uses"),
                acknowledgedAt == null ? null : acknowledgedAt.toInstant(),
                row.getString("acknowledged_by"));
    }

    /**
     * Says that somebody has seen to an alert. Seen again later, it is open once more.
     *
     * @throws ProblemException 404 if the tenant has no such alert
     */
    public void acknowledge(PersonCaller caller, UUID id) {
        caller.require(Scope.KEYS_WRITE);
        transactions.executeWithoutResult(status -> {
            int found = jdbc.sql("""
                            UPDATE alert SET acknowledged_at = clock_timestamp(), acknowledged_by = :by
                            WHERE tenant_id = :tenant AND id = :id
                            """)
                    .param("by", caller.email())
                    .param("tenant", caller.tenantId())
                    .param("id", id)
                    .update();
            if (found == 0) {
                throw ProblemException.notFound();
            }
            audit.record(Audit.Actor.of(caller), "alert.acknowledge", id.toString(), Map.of());
        });
    }
}
