package dev.keyturn.issuing;

import dev.keyturn.issuing.Work.Task;
import dev.keyturn.key.ApiKey;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The secrets of keys as creation and rolling give them out: the first, and those of repeats. */
final class Minting {
    private final Work work;
    private final KeyTable table;
    private final KeySecrets secrets;

    Minting(Work work, KeyTable table, KeySecrets secrets) {
        this.work = work;
        this.table = table;
        this.secrets = secrets;
    }

    /** A key and its new secret. */
    record Minted(KeyRow row, ApiKey key) {

        /** The one answer that shows the secret. */
        IssuedKey answer() {
            KeyView view = row.view();
            return new IssuedKey(
                    view.id(),
                    key,
                    key.hint(),
                    view.name(),
                    view.slug(),
                    view.environment(),
                    view.state(),
                    view.scopes(),
                    view.lineage(),
                    view.managed(),
                    view.deliveryPath(),
                    view.createdAt(),
                    view.predecessor());
        }
    }

    ApiKey mint(String environment) {
        return secrets.mint(environment);
    }

    /** Keeps the secret of a row that was just inserted. */
    KeyRow keep(Task task, UUID id, ApiKey key) {
        secrets.keep(id, key);
        return table.lock(task.tenantId(), id);
    }

    /**
     * Mints for a repeated request. The earlier secret ends, unless it may have been written where consumers read: then
     * both are accepted until activation names one.
     *
     * @throws ProblemException 422 if the request is another, 409 if the key is not PENDING any more or the fence is old
     */
    Minted again(Task task, KeyRow row, Idempotency idempotency, @Nullable Long fence, long epoch) {
        if (!idempotency.isOf(row.requestHash())) {
            throw ProblemException.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key came with another request before. Take a new one for each request.");
        }
        if (row.state() != KeyState.PENDING) {
            throw ProblemException.of(
                    ProblemCode.SECRET_ALREADY_DELIVERED,
                    "The key of this request (" + row.id() + ") is " + row.state()
                            + ": its secret was used, activated or given up. Take a new Idempotency-Key for another key.");
        }
        Long highest = Fences.pass(row, fence);
        if (!row.deferred()) {
            secrets.endAll(row.id());
        }
        ApiKey key = mint(row.view().environment());
        table.remint(row, key.hint(), highest, epoch);
        KeyRow reminted = keep(task, row.id(), key);
        work.done(task, row.id(), Map.of("repeated", true));
        return new Minted(reminted, key);
    }
}
