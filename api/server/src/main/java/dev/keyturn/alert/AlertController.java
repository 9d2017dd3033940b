package dev.keyturn.alert;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.AlertList;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/alerts}: what looks wrong. */
@RestController
final class AlertController {
    private static final int LIMIT = 200;

    private final JdbcClient jdbc;

    AlertController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping("/v1/alerts")
    AlertList list(
            Caller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable UUID keyId) {
        caller.require(Scope.USAGE_READ);
        if (limit < 1 || limit > LIMIT) {
            throw ProblemException.invalid("'limit' is 1 to " + LIMIT + ".");
        }
        List<AlertList.Alert> alerts = page(caller.tenantId(), after, keyId, limit + 1);
        return alerts.size() <= limit
                ? new AlertList(alerts, null)
                : new AlertList(
                        alerts.subList(0, limit), alerts.get(limit - 1).id().toString());
    }

    private List<AlertList.Alert> page(UUID tenantId, @Nullable UUID after, @Nullable UUID keyId, int limit) {
        return jdbc.sql("""
                        SELECT id, key_id, kind, reason, raised_at, last_at, uses FROM alert
                        WHERE tenant_id = :tenant AND (:key::uuid IS NULL OR key_id = :key)
                          AND (:after::uuid IS NULL OR (raised_at, id) <
                              (SELECT raised_at, id FROM alert WHERE id = :after AND tenant_id = :tenant))
                        ORDER BY raised_at DESC, id DESC LIMIT :limit
                        """)
                .param("tenant", tenantId)
                .param("after", after)
                .param("key", keyId)
                .param("limit", limit)
                .query((row, number) -> new AlertList.Alert(
                        row.getObject("id", UUID.class),
                        row.getObject("key_id", UUID.class),
                        row.getString("kind"),
                        row.getString("reason"),
                        row.getObject("raised_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant(),
                        row.getLong("uses")))
                .list();
    }
}
