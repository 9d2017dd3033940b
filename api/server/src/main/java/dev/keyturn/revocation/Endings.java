package dev.keyturn.revocation;

import dev.keyturn.wire.RevocationReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Ends keys whose time is over, by the database's clock: a grace that ends revokes, a life that ends expires. Every
 * replica looks; the epoch's lock lets one at a time act.
 */
final class Endings implements Runnable {
    private static final String GRACE_OVER = "state = 'RETIRING' AND grace_until <= clock_timestamp()";
    private static final String LIFE_OVER =
            "state IN ('PENDING', 'ACTIVE', 'RETIRING') AND expires_at <= clock_timestamp()";
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final KeyEpochs epochs;
    private final Revocations revocations;

    Endings(JdbcClient jdbc, TransactionOperations transactions, KeyEpochs epochs, Revocations revocations) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.epochs = epochs;
        this.revocations = revocations;
    }

    private record Due(UUID tenantId, UUID keyId) {}

    @Override
    public void run() {
        if (any(GRACE_OVER)) {
            revocations.receipts(Objects.requireNonNull(transactions.execute(status -> endGrace())));
        }
        if (any(LIFE_OVER)) {
            transactions.executeWithoutResult(status -> expire());
        }
    }

    private boolean any(String condition) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM api_key WHERE " + condition + ")")
                .query(Boolean.class)
                .single();
    }

    private List<Revocations.Ended> endGrace() {
        epochs.next();
        Map<UUID, List<UUID>> due = jdbc
                .sql("SELECT tenant_id, id FROM api_key WHERE " + GRACE_OVER + " LIMIT " + AT_ONCE)
                .query((row, number) ->
                        new Due(row.getObject("tenant_id", UUID.class), row.getObject("id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Due::tenantId, Collectors.mapping(Due::keyId, Collectors.toList())));
        List<Revocations.Ended> ended = new ArrayList<>();
        due.forEach((tenant, keys) ->
                ended.addAll(revocations.end(tenant, keys, RevocationReason.ROTATED, "keyturn:grace")));
        return ended;
    }

    private void expire() {
        jdbc.sql("UPDATE api_key SET state = 'EXPIRED', epoch = :epoch WHERE " + LIFE_OVER)
                .param("epoch", epochs.next())
                .update();
    }
}
