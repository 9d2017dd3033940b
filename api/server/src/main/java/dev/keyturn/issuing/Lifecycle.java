package dev.keyturn.issuing;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.issuing.Work.Task;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.revocation.Revocations;
import dev.keyturn.revocation.Revocations.Ended;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.RevocationReason;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes keys out of use: for a while, or for good. */
public final class Lifecycle {
    private final Work work;
    private final KeyTable table;
    private final Revocations revocations;

    Lifecycle(Work work, KeyTable table, Revocations revocations) {
        this.work = work;
        this.table = table;
        this.revocations = revocations;
    }

    /** Has a key refused until it is enabled again. When this returns, no replica accepts it. */
    public KeyView disable(PersonCaller caller, UUID keyId) {
        caller.require(Scope.KEYS_WRITE);
        Task task = new Task(caller, "key.disable", keyId.toString());
        return work.run(task, epoch -> {
            KeyRow row = table.lock(task.tenantId(), keyId);
            if (row.state() == KeyState.ACTIVE || row.state() == KeyState.RETIRING) {
                table.disable(keyId, epoch);
                work.done(task, keyId, Map.of());
            } else if (row.state() != KeyState.DISABLED) {
                throw row.wrongState("Only an ACTIVE or RETIRING key can be disabled.");
            }
            return table.lock(task.tenantId(), keyId).view();
        });
    }

    /** Has a disabled key accepted again, for what is left of its time. */
    public KeyView enable(PersonCaller caller, UUID keyId) {
        caller.require(Scope.KEYS_WRITE);
        Task task = new Task(caller, "key.enable", keyId.toString());
        return work.run(task, epoch -> {
            KeyRow row = table.lock(task.tenantId(), keyId);
            if (row.state() == KeyState.DISABLED) {
                if (!table.enable(keyId, epoch)) {
                    throw row.wrongState("Its time or its grace is over meanwhile: revoke it.");
                }
                work.done(task, keyId, Map.of());
            } else if (!row.state().isAccepted()) {
                throw row.wrongState("Only a DISABLED key can be enabled.");
            }
            return table.lock(task.tenantId(), keyId).view();
        });
    }

    /**
     * Ends a PENDING key for good; its predecessor stays as it is. Again: the same.
     *
     * @throws ProblemException if the key is in use already
     */
    public KeyView abandon(Caller caller, UUID keyId) {
        Rights.toRoll(caller);
        Task task = new Task(caller, "key.abandon", keyId.toString());
        List<Ended> ended = work.run(task, epoch -> {
            KeyRow row = table.lock(task.tenantId(), keyId);
            Rights.over(row, caller);
            if (row.view().revocationReason() == RevocationReason.ABANDONED) {
                return List.of();
            }
            if (row.state() != KeyState.PENDING) {
                throw row.wrongState("Only a PENDING key can be abandoned; revoke this one instead.");
            }
            return end(task, keyId, RevocationReason.ABANDONED);
        });
        revocations.receipts(ended);
        return table.find(task.tenantId(), keyId)
                .orElseThrow(ProblemException::notFound)
                .view();
    }

    /**
     * Revokes a key for good. When this returns, no replica accepts it; again, it returns the same receipt.
     *
     * @param reason {@code REQUESTED} or {@code ROTATED}: leaks and abandonments have calls of their own
     */
    public Receipt revoke(Caller caller, UUID keyId, RevocationReason reason) {
        Rights.toRoll(caller);
        Task task = new Task(caller, "key.revoke", keyId.toString());
        List<Ended> ended = work.run(task, epoch -> {
            Rights.toEnd(table.lock(task.tenantId(), keyId), caller);
            return end(task, keyId, reason);
        });
        return revocations.proven(revocations.receipts(ended).get(0));
    }

    private List<Ended> end(Task task, UUID keyId, RevocationReason reason) {
        List<Ended> ended = revocations.end(
                task.tenantId(), List.of(keyId), reason, task.caller().actor());
        if (ended.stream().anyMatch(Ended::justNow)) {
            work.done(task, keyId, Map.of("reason", KeyRow.word(reason)));
        }
        return ended;
    }
}
