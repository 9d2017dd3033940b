package dev.keyturn.issuing;

import dev.keyturn.issuing.Work.Task;
import dev.keyturn.revocation.Revocations;
import dev.keyturn.revocation.Revocations.Ended;
import dev.keyturn.wire.RevocationReason;
import java.util.List;

/** What becomes of a key when its successor takes over. */
final class Predecessors {
    private final KeyTable table;
    private final Revocations revocations;

    Predecessors(KeyTable table, Revocations revocations) {
        this.table = table;
        this.revocations = revocations;
    }

    /** How long it is still accepted, and why it ends if that is not at all. */
    record Ending(long graceSeconds, RevocationReason reason) {}

    /**
     * Lets a key retire, at once if its grace is 0 or it leaked. One that is refused already stays so.
     *
     * @param heir the successor's row
     * @return what ended at once; the caller waits for it after the commit
     */
    List<Ended> retire(Task task, KeyRow predecessor, KeyRow heir, Ending usual, long epoch) {
        Ending ending = predecessor.leaked() ? new Ending(0, RevocationReason.LEAKED) : usual;
        boolean accepted = predecessor.state().isAccepted();
        if (accepted && ending.graceSeconds > 0) {
            table.retire(predecessor.id(), heir.id(), ending.graceSeconds, epoch);
            return List.of();
        }
        table.follow(predecessor.id(), heir.id(), epoch);
        return accepted
                ? revocations.end(
                        task.tenantId(),
                        List.of(predecessor.id()),
                        ending.reason,
                        task.caller().actor())
                : List.of();
    }

    /** Waits until no replica accepts what ended. */
    void await(List<Ended> ended) {
        revocations.receipts(ended);
    }
}
