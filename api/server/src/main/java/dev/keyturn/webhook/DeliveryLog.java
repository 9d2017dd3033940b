package dev.keyturn.webhook;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.WebhookDeliveries;
import dev.keyturn.wire.WebhookDeliveries.Delivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How events were sent, and sending one again. */
public final class DeliveryLog {
    private static final int MAX_LIMIT = 200;

    private final JdbcClient jdbc;
    private final Audit audit;

    DeliveryLog(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * The deliveries to one address, the newest first.
     *
     * @param after id of the last delivery of the page before
     */
    public WebhookDeliveries page(PersonCaller caller, UUID webhook, int limit, @Nullable UUID after) {
        caller.require(Scope.WEBHOOKS_READ);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("'limit' is 1 to " + MAX_LIMIT + ".");
        }
        demand(caller, webhook);
        List<Delivery> found = jdbc.sql("""
                        SELECT * FROM webhook_delivery
                        WHERE webhook_id = :webhook AND (:after::uuid IS NULL OR (created_at, id) <
                            (SELECT created_at, id FROM webhook_delivery WHERE id = :after AND webhook_id = :webhook))
                        ORDER BY created_at DESC, id DESC LIMIT :limit
                        """)
                .param("webhook", webhook)
                .param("after", after)
                .param("limit", limit + 1)
                .query(DeliveryLog::read)
                .list();
        return found.size() <= limit
                ? new WebhookDeliveries(found, null)
                : new WebhookDeliveries(
                        found.subList(0, limit), found.get(limit - 1).id().toString());
    }

    /** Sends an event again, delivered or not: the same id and body, with a new signature. */
    public void replay(PersonCaller caller, UUID webhook, UUID delivery) {
        caller.require(Scope.WEBHOOKS_WRITE);
        demand(caller, webhook);
        int again =
                jdbc.sql("""
                        UPDATE webhook_delivery
                        SET state = 'waiting', attempts = 0, next_at = clock_timestamp(), ended_at = NULL
                        WHERE id = :id AND webhook_id = :webhook
                        """).param("id", delivery).param("webhook", webhook).update();
        if (again == 0) {
            throw ProblemException.notFound();
        }
        audit.record(Audit.Actor.of(caller), "webhook.replay", webhook.toString(), Map.of("delivery", delivery));
    }

    private void demand(PersonCaller caller, UUID webhook) {
        int own = jdbc.sql("SELECT count(*) FROM webhook WHERE tenant_id = :tenant AND id = :id")
                .param("tenant", caller.tenantId())
                .param("id", webhook)
                .query(Integer.class)
                .single();
        if (own == 0) {
            throw ProblemException.notFound();
        }
    }

    private static Delivery read(ResultSet row, int number) throws SQLException {
        String state = row.getString("state");
        return new Delivery(
                row.getObject("id", UUID.class),
                Long.toString(row.getLong("event_number")),
                row.getString("type"),
                state,
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                state.equals("waiting") ? instant(row.getTimestamp("next_at")) : null,
                instant(row.getTimestamp("ended_at")),
                row.getObject("status", Integer.class),
                row.getString("error"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
