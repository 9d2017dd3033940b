package dev.keyturn.alert;

import dev.keyturn.event.Outbox;
import dev.keyturn.usage.Completeness;
import dev.keyturn.wire.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Looks through usage as far as it is complete, once. One replica at a time does. */
final class Watch implements Runnable {
    private static final List<Rule> CONTINUOUS =
            List.of(Rule.NEW_NETWORK, Rule.USED_AFTER_REVOCATION, Rule.PROBING, Rule.PREDECESSOR_USED_AGAIN);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Outbox outbox;

    Watch(JdbcClient jdbc, TransactionOperations transactions, Outbox outbox) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    private record Seen(Instant until, Instant hour) {}

    private record Cause(
            UUID tenantId, @Nullable UUID keyId, String subject, String reason, OffsetDateTime lastAt, long uses) {}

    @Override
    public void run() {
        Instant complete = Completeness.read(jdbc).until();
        transactions.executeWithoutResult(status -> look(complete));
    }

    private void look(Instant complete) {
        Seen seen = jdbc.sql("SELECT seen_until, seen_hour FROM alert_watch FOR UPDATE")
                .query((row, number) -> new Seen(
                        row.getObject("seen_until", OffsetDateTime.class).toInstant(),
                        row.getObject("seen_hour", OffsetDateTime.class).toInstant()))
                .single();
        if (!complete.isAfter(seen.until)) {
            return;
        }
        CONTINUOUS.forEach(rule -> apply(rule, seen.until, complete));
        Instant hour = complete.truncatedTo(ChronoUnit.HOURS);
        if (hour.isAfter(seen.hour)) {
            apply(Rule.BURST, hour.minus(Duration.ofHours(1)), hour);
        }
        jdbc.sql("UPDATE alert_watch SET seen_until = :until, seen_hour = :hour")
                .param("until", complete.atOffset(ZoneOffset.UTC))
                .param("hour", hour.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void apply(Rule rule, Instant from, Instant until) {
        jdbc.sql(rule.sql())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Cause(
                        row.getObject("tenant_id", UUID.class),
                        row.getObject("key_id", UUID.class),
                        row.getString("subject"),
                        row.getString("reason"),
                        row.getObject("last_at", OffsetDateTime.class),
                        row.getLong("uses")))
                .list()
                .forEach(cause -> raise(rule, cause));
    }

    /** A cause that is known already is only counted on. */
    private void raise(Rule rule, Cause cause) {
        boolean isNew = jdbc.sql("""
                        INSERT INTO alert (tenant_id, key_id, kind, subject, reason, last_at, uses)
                        VALUES (:tenant, :key, :kind, :subject, :reason, :last, :uses)
                        ON CONFLICT (tenant_id, COALESCE(key_id, tenant_id), kind, subject) DO UPDATE SET
                            last_at = GREATEST(alert.last_at, EXCLUDED.last_at), uses = alert.uses + EXCLUDED.uses
                        RETURNING xmax = 0
                        """)
                .param("tenant", cause.tenantId)
                .param("key", cause.keyId)
                .param("kind", rule.kind())
                .param("subject", cause.subject)
                .param("reason", cause.reason)
                .param("last", cause.lastAt)
                .param("uses", cause.uses)
                .query(Boolean.class)
                .single();
        if (isNew) {
            Map<String, Object> data = new LinkedHashMap<>();
            if (cause.keyId != null) {
                data.put("keyId", cause.keyId);
            }
            data.put("kind", rule.kind());
            data.put("reason", cause.reason);
            outbox.append(cause.tenantId, EventType.ALERT_RAISED, data);
        }
    }
}
