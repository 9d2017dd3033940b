package dev.keyturn.issuing;

import dev.keyturn.caller.Caller;
import dev.keyturn.issuing.KeyTable.Descent;
import dev.keyturn.issuing.Work.Task;
import dev.keyturn.key.ApiKey;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.revocation.Revocations.Ended;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.RevocationReason;
import dev.keyturn.wire.Roll;
import dev.keyturn.wire.RollReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues successors. */
public final class Roller {
    private final Work work;
    private final KeyTable table;
    private final Minting minting;
    private final Predecessors predecessors;
    private final Births births;

    Roller(Work work, KeyTable table, Minting minting, Succession succession) {
        this.work = work;
        this.table = table;
        this.minting = minting;
        this.predecessors = succession.predecessors;
        this.births = succession.births;
    }

    /** What becomes of the predecessor, and what the successor has of it. */
    record Succession(Predecessors predecessors, Births births) {}

    private record Asked(
            long graceSeconds,
            boolean deferred,
            @Nullable Long fence,
            boolean leaked,
            @Nullable Idempotency idempotency) {

        Predecessors.Ending ending() {
            return new Predecessors.Ending(graceSeconds, leaked ? RevocationReason.LEAKED : RevocationReason.ROTATED);
        }
    }

    private record Rolled(Minting.Minted minted, List<Ended> ended) {}

    /**
     * Rolls a key. Unless deferred, the predecessor retires at once, and with no grace is refused everywhere when this
     * returns. Deferred, the successor is PENDING and accepted, and the predecessor waits for its activation.
     *
     * @param idempotencyKey value of the header; a deferred roll needs it
     * @throws ProblemException if the key cannot be rolled, or not by this caller
     */
    public IssuedKey roll(Caller caller, UUID keyId, Roll asked, @Nullable String idempotencyKey) {
        Rights.toRoll(caller);
        Asked checked = check(keyId, asked, idempotencyKey);
        Task task = new Task(caller, "key.roll", keyId.toString());
        Rolled rolled = work.run(
                task, epoch -> repeated(task, checked, epoch).orElseGet(() -> first(task, keyId, checked, epoch)));
        predecessors.await(rolled.ended);
        return rolled.minted.answer();
    }

    private static Asked check(UUID keyId, Roll asked, @Nullable String idempotencyKey) {
        long grace = Grace.checked(asked.graceSeconds(), Grace.usual(asked.reason()));
        boolean deferred = Boolean.TRUE.equals(asked.deferred());
        if (deferred && idempotencyKey == null) {
            throw ProblemException.invalid("A deferred roll needs an Idempotency-Key, so that it can be repeated.");
        }
        boolean leaked = asked.reason() == RollReason.LEAK;
        Idempotency idempotency = leaked
                ? Idempotency.of(idempotencyKey, "roll", keyId, grace, deferred, "leak")
                : Idempotency.of(idempotencyKey, "roll", keyId, grace, deferred);
        return new Asked(grace, deferred, asked.fence(), leaked, idempotency);
    }

    private Optional<Rolled> repeated(Task task, Asked asked, long epoch) {
        Idempotency idempotency = asked.idempotency;
        return idempotency == null
                ? Optional.empty()
                : table.lock(task.tenantId(), idempotency).map(row -> {
                    Rights.over(row, task.caller());
                    Rights.toHold(row, task.caller());
                    return new Rolled(minting.again(task, row, idempotency, asked.fence, epoch), List.of());
                });
    }

    private Rolled first(Task task, UUID keyId, Asked asked, long epoch) {
        KeyRow predecessor = table.lock(task.tenantId(), keyId);
        Rights.over(predecessor, task.caller());
        Rights.toHold(predecessor, task.caller());
        refuseUnfit(predecessor);
        refuseTaken(predecessor);
        UUID id = UUID.randomUUID();
        ApiKey key = minting.mint(predecessor.view().environment());
        Descent descent = new Descent(predecessor, asked.deferred, asked.graceSeconds, asked.fence);
        table.insert(id, births.of(task, predecessor, asked.idempotency), descent, key.hint(), epoch);
        KeyRow row = minting.keep(task, id, key);
        List<Ended> ended =
                asked.deferred ? List.of() : predecessors.retire(task, predecessor, row, asked.ending(), epoch);
        work.tell(task, EventType.KEY_ROLLED, Work.pair(predecessor.view(), "successorId", id));
        work.done(task, keyId, Map.of("successor", id, "deferred", asked.deferred, "graceSeconds", asked.graceSeconds));
        return new Rolled(new Minting.Minted(row, key), ended);
    }

    private void refuseUnfit(KeyRow row) {
        if (table.hasLiveHeir(row)) {
            throw ProblemException.of(
                    ProblemCode.ALREADY_ROLLED,
                    "This key has been rolled already. Roll its successor, or abandon that one while it is PENDING.");
        }
        boolean fit = row.state() == KeyState.ACTIVE
                || row.state() == KeyState.RETIRING
                || row.state() == KeyState.EXPIRED
                || row.view().revocationReason() == RevocationReason.LEAKED
                || row.view().revocationReason() == RevocationReason.ROTATED;
        if (!fit) {
            throw row.wrongState("Only an ACTIVE, expired or leaked key can be rolled.");
        }
    }

    /** A lineage that ended gave its name free: whoever has it now is served at its delivery path. */
    private void refuseTaken(KeyRow row) {
        KeyView view = row.view();
        if (table.isTaken(new KeyTable.Place(row.tenantId(), view.environment(), view.lineage()), view.slug())) {
            throw Issuer.taken(view.slug(), view.environment());
        }
    }
}
