package dev.keyturn.leak;

import dev.keyturn.revocation.KeyEpochs;
import dev.keyturn.revocation.Revocations;
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
 * Revokes leaked keys whose replacement was not delivered in time, by the database's clock. Every replica looks; the
 * epoch's lock lets one at a time act.
 */
final class LeakDeadlines implements Runnable {
    private static final String OVER = "leak_until <= clock_timestamp() AND state <> 'REVOKED'";
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final KeyEpochs epochs;
    private final Revocations revocations;

    LeakDeadlines(JdbcClient jdbc, TransactionOperations transactions, KeyEpochs epochs, Revocations revocations) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.epochs = epochs;
        this.revocations = revocations;
    }

    private record Due(UUID tenantId, UUID keyId) {}

    @Override
    public void run() {
        if (!due(1).isEmpty()) {
            revocations.receipts(Objects.requireNonNull(transactions.execute(status -> end())));
        }
    }

    private List<Revocations.Ended> end() {
        epochs.next();
        Map<UUID, List<UUID>> due = due(AT_ONCE).stream()
                .collect(Collectors.groupingBy(Due::tenantId, Collectors.mapping(Due::keyId, Collectors.toList())));
        List<Revocations.Ended> ended = new ArrayList<>();
        due.forEach((tenant, keys) ->
                ended.addAll(revocations.end(tenant, keys, RevocationReason.LEAKED, "keyturn:leak-deadline")));
        return ended;
    }

    private List<Due> due(int most) {
        return jdbc.sql("SELECT tenant_id, id FROM api_key WHERE " + OVER + " LIMIT " + most)
                .query((row, number) ->
                        new Due(row.getObject("tenant_id", UUID.class), row.getObject("id", UUID.class)))
                .list();
    }
}
