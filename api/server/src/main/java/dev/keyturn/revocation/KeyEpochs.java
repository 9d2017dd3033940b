package dev.keyturn.revocation;

import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Numbers the changes of keys. The epoch is one row, locked until the transaction ends, so that epochs commit in order:
 * who has seen one has seen all before it.
 *
 * <p>Whatever a replica must know (state, scopes, secrets, grace, expiry, successor) changes with an epoch. A secret is
 * never deleted nor overwritten: it ends, and replicas learn of it because its key takes an epoch.
 */
public final class KeyEpochs {
    /** The channel on which new epochs are notified. */
    static final String CHANNEL = "keyturn_epoch";

    private final JdbcClient jdbc;

    KeyEpochs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes the next epoch for keys that this transaction creates or changes; the caller writes it into their rows. A
     * transaction has one: asked again, the same comes back. To be called before any key's row is locked: everybody
     * locks in this order.
     *
     * @throws IllegalStateException outside a transaction
     */
    public long next() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("an epoch is taken in the transaction of the change that it numbers");
        }
        Object taken = TransactionSynchronizationManager.getResource(this);
        return taken == null ? bind(take()) : (long) taken;
    }

    private long take() {
        return jdbc.sql("""
                        WITH next AS (UPDATE epoch SET value = value + 1 RETURNING value)
                        SELECT value, pg_notify(:channel, value::text) FROM next
                        """)
                .param("channel", CHANNEL)
                .query((row, number) -> row.getLong("value"))
                .single();
    }

    private long bind(long epoch) {
        TransactionSynchronizationManager.bindResource(this, epoch);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResource(KeyEpochs.this);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(KeyEpochs.this, epoch);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(KeyEpochs.this);
            }
        });
        return epoch;
    }

    /** Takes the next epoch and writes it into the rows of these keys. */
    public long stamp(Collection<UUID> keyIds) {
        long epoch = next();
        jdbc.sql("UPDATE api_key SET epoch = :epoch WHERE id = ANY(:keys)")
                .param("epoch", epoch)
                .param("keys", keyIds.toArray(UUID[]::new))
                .update();
        return epoch;
    }
}
