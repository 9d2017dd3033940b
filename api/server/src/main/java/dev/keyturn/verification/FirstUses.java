package dev.keyturn.verification;

import dev.keyturn.event.Outbox;
import dev.keyturn.revocation.KeyEpochs;
import dev.keyturn.wire.EventType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Makes PENDING keys ACTIVE that were used: from then on their secret is not minted again. */
final class FirstUses implements Runnable {
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final KeyEpochs epochs;
    private final Outbox outbox;
    private final Set<UUID> used = ConcurrentHashMap.newKeySet();

    FirstUses(JdbcClient jdbc, TransactionOperations transactions, KeyEpochs epochs, Outbox outbox) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.epochs = epochs;
        this.outbox = outbox;
    }

    /** Notes that a PENDING key was accepted. */
    void add(UUID keyId) {
        used.add(keyId);
    }

    @Override
    public void run() {
        List<UUID> keys = List.copyOf(used);
        if (!keys.isEmpty()) {
            transactions.executeWithoutResult(status -> activate(keys));
            used.removeAll(keys);
        }
    }

    private void activate(List<UUID> keys) {
        jdbc.sql("""
                        UPDATE api_key SET state = 'ACTIVE', activated_at = clock_timestamp(), epoch = :epoch
                        WHERE id = ANY(:keys) AND state = 'PENDING' AND NOT deferred
                        RETURNING id, tenant_id, environment, predecessor_id
                        """)
                .param("epoch", epochs.next())
                .param("keys", keys.toArray(UUID[]::new))
                .query((row, number) -> {
                    Map<String, Object> data = new HashMap<>();
                    data.put("keyId", row.getObject("id", UUID.class));
                    data.put("predecessorId", row.getObject("predecessor_id", UUID.class));
                    data.put("environment", row.getString("environment"));
                    return Map.entry(row.getObject("tenant_id", UUID.class), data);
                })
                .list()
                .forEach(key -> outbox.append(key.getKey(), EventType.KEY_ACTIVATED, key.getValue()));
    }
}
