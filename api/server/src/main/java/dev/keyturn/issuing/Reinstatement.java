package dev.keyturn.issuing;

import dev.keyturn.caller.Caller;
import dev.keyturn.issuing.Work.Task;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.Reinstate;
import java.util.Map;
import java.util.UUID;

/** Makes a RETIRING key current again in place of the successor that took over from it, which retires in turn. */
public final class Reinstatement {
    private final Work work;
    private final KeyTable table;

    Reinstatement(Work work, KeyTable table) {
        this.work = work;
        this.table = table;
    }

    /**
     * Reinstates a key. Again: nothing more happens.
     *
     * @throws ProblemException 409 if the key is not RETIRING, or its successor is not ACTIVE
     */
    public KeyView reinstate(Caller caller, UUID keyId, Reinstate asked) {
        Rights.toRoll(caller);
        long grace = Math.max(1, Grace.checked(asked.graceSeconds(), Grace.DEFAULT_SECONDS));
        Task task = new Task(caller, "key.reinstate", keyId.toString());
        return work.run(task, epoch -> {
            KeyRow row = table.lock(task.tenantId(), keyId);
            Rights.over(row, caller);
            if (row.state() == KeyState.RETIRING) {
                takeBack(task, row, grace, epoch);
            } else if (row.state() != KeyState.ACTIVE) {
                throw row.wrongState("Only a RETIRING key can be made current again.");
            }
            return table.lock(task.tenantId(), keyId).view();
        });
    }

    private void takeBack(Task task, KeyRow row, long graceSeconds, long epoch) {
        UUID heirId = row.view().successor();
        if (heirId == null) {
            throw row.wrongState("It has no successor that could retire in its place.");
        }
        KeyRow heir = table.lock(task.tenantId(), heirId);
        if (heir.state() != KeyState.ACTIVE) {
            throw heir.wrongState("Only an ACTIVE successor can retire in favour of its predecessor.");
        }
        if (!table.reinstate(row.id(), epoch)) {
            throw row.wrongState("Its grace is over meanwhile.");
        }
        table.retire(heirId, row.id(), graceSeconds, epoch);
        work.tell(task, EventType.KEY_ACTIVATED, Work.pair(row.view(), "predecessorId", heirId));
        work.done(task, row.id(), Map.of("inPlaceOf", heirId, "graceSeconds", graceSeconds));
    }
}
