package dev.keyturn.issuing;

import dev.keyturn.caller.Caller;
import dev.keyturn.issuing.KeySecrets.Live;
import dev.keyturn.issuing.Work.Task;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.revocation.Revocations.Ended;
import dev.keyturn.wire.Activation;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.RevocationReason;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes PENDING keys ACTIVE with the one secret that their consumers are served. */
public final class Activator {
    private final Work work;
    private final KeyTable table;
    private final KeySecrets secrets;
    private final Predecessors predecessors;

    Activator(Work work, KeyTable table, KeySecrets secrets, Predecessors predecessors) {
        this.work = work;
        this.table = table;
        this.secrets = secrets;
        this.predecessors = predecessors;
    }

    /** The key, and its predecessor if that ended at once. */
    private record Step(KeyView view, List<Ended> ended) {}

    /**
     * Activates a key: the secret named is kept, every other candidate ends, and the predecessor of a deferred roll
     * retires. Again with the same fingerprint: nothing more happens.
     *
     * @throws ProblemException 409 if the fingerprint is none of the key's live secrets, or the key is revoked
     */
    public KeyView activate(Caller caller, UUID keyId, Activation asked) {
        Rights.toRoll(caller);
        Fingerprint fingerprint = fingerprint(asked.fingerprint());
        Task task = new Task(caller, "key.activate", keyId.toString());
        Step step = work.run(task, epoch -> {
            KeyRow row = table.lock(task.tenantId(), keyId);
            Rights.over(row, caller);
            if (!row.state().isAccepted() && row.state() != KeyState.DISABLED) {
                throw row.wrongState("It cannot become ACTIVE any more.");
            }
            Live served = secrets.find(keyId, fingerprint).orElseThrow(Activator::unknown);
            return row.state() == KeyState.PENDING
                    ? activate(task, row, served, Grace.checked(asked.graceSeconds(), grace(row)), epoch)
                    : new Step(row.view(), List.of());
        });
        predecessors.await(step.ended);
        return step.view;
    }

    private Step activate(Task task, KeyRow row, Live served, long graceSeconds, long epoch) {
        int othersEnded = secrets.endOthers(row.id(), served);
        table.activate(row.id(), served.hint(), epoch);
        List<Ended> ended = row.deferred() ? retirePredecessor(task, row, graceSeconds, epoch) : List.of();
        work.tell(
                task,
                EventType.KEY_ACTIVATED,
                Work.pair(row.view(), "predecessorId", row.view().predecessor()));
        work.done(task, row.id(), Map.of("candidatesEnded", othersEnded));
        return new Step(table.lock(task.tenantId(), row.id()).view(), ended);
    }

    private List<Ended> retirePredecessor(Task task, KeyRow row, long graceSeconds, long epoch) {
        UUID id = row.view().predecessor();
        return id == null
                ? List.of()
                : predecessors.retire(
                        task,
                        table.lock(task.tenantId(), id),
                        row,
                        new Predecessors.Ending(graceSeconds, RevocationReason.ROTATED),
                        epoch);
    }

    private static long grace(KeyRow row) {
        return row.graceSeconds() == null ? Grace.DEFAULT_SECONDS : row.graceSeconds();
    }

    private static Fingerprint fingerprint(@Nullable String hex) {
        try {
            return new Fingerprint(hex == null ? "" : hex);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("'fingerprint' is the SHA-256 of the key: 64 digits of 0-9a-f.");
        }
    }

    private static ProblemException unknown() {
        return ProblemException.of(
                ProblemCode.UNKNOWN_CANDIDATE,
                "No live secret of this key has this fingerprint. Read again what consumers are served.");
    }
}
