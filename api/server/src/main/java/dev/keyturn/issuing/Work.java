package dev.keyturn.issuing;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.Caller;
import dev.keyturn.event.Outbox;
import dev.keyturn.revocation.KeyEpochs;
import dev.keyturn.revocation.Replicas;
import dev.keyturn.wire.KeyView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** A unit of work on keys: one transaction with one epoch, its events and its entry of the trail. */
final class Work {
    private final TransactionOperations transactions;
    private final KeyEpochs epochs;
    private final Outbox outbox;
    private final Audit audit;
    private final Replicas replicas;

    Work(TransactionOperations transactions, Epochs epochs, Outbox outbox, Audit audit) {
        this.transactions = transactions;
        this.epochs = epochs.epochs;
        this.replicas = epochs.replicas;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Who numbers a change, and who must have heard of it. */
    record Epochs(KeyEpochs epochs, Replicas replicas) {}

    private record Done<T>(T result, long epoch) {}

    /**
     * What is being done, by whom.
     *
     * @param action as the trail names it, such as {@code key.roll}
     * @param subject the key's id, or the name of one to be
     */
    record Task(Caller caller, String action, String subject) {
        UUID tenantId() {
            return caller.tenantId();
        }
    }

    /**
     * Does it, and returns when every replica has the change, or answers nothing from memory: what was issued is
     * accepted everywhere, what was ended nowhere. The epoch is taken before anything else is locked, and given to the
     * steps; a refusal is recorded.
     */
    <T> T run(Task task, Function<Long, T> steps) {
        Done<T> done = audit.watch(
                Audit.Actor.of(task.caller),
                task.action,
                task.subject,
                () -> Objects.requireNonNull(transactions.execute(status -> {
                    long epoch = epochs.next();
                    return new Done<>(steps.apply(epoch), epoch);
                })));
        replicas.await(done.epoch);
        return done.result;
    }

    /** Records that it was done, on which key. */
    void done(Task task, UUID keyId, Map<String, ?> detail) {
        audit.record(Audit.Actor.of(task.caller), task.action, keyId.toString(), detail);
    }

    /** Tells the tenant's consumers. */
    void tell(Task task, String type, Map<String, ?> data) {
        outbox.append(task.tenantId(), type, data);
    }

    /** What creation and change tell of a key. */
    static Map<String, Object> facts(KeyView key) {
        return Map.of(
                "keyId", key.id(),
                "environment", key.environment(),
                "name", key.name(),
                "managed", key.managed());
    }

    /** Two keys of one lineage, the second of which need not exist. */
    static Map<String, Object> pair(KeyView key, String relation, @Nullable UUID other) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("keyId", key.id());
        if (other != null) {
            data.put(relation, other);
        }
        data.put("environment", key.environment());
        return data;
    }
}
