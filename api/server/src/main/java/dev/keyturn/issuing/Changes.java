package dev.keyturn.issuing;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.issuing.KeyTable.Place;
import dev.keyturn.issuing.Work.Task;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.KeyChange;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Renames keys, gives them other terms and hands them to the rotator, or takes them back: every live key of the lineage
 * together.
 */
public final class Changes {
    private final Work work;
    private final KeyTable table;
    private final Births births;

    Changes(Work work, KeyTable table, Births births) {
        this.work = work;
        this.table = table;
        this.births = births;
    }

    /**
     * Changes what is given. Once a key has been managed, its slug and delivery path stay, whatever its name.
     *
     * @throws dev.keyturn.problem.ProblemException if the name is not possible or taken, or the key is revoked
     */
    public KeyView apply(PersonCaller caller, UUID keyId, KeyChange change) {
        caller.require(Scope.KEYS_WRITE);
        KeyName name = change.name() == null ? null : KeyName.of(change.name());
        Task task = new Task(caller, "key.change", keyId.toString());
        return work.run(task, epoch -> {
            KeyRow row = table.lock(task.tenantId(), keyId);
            if (row.state() == KeyState.REVOKED) {
                throw row.wrongState("What is revoked stays as it was.");
            }
            List<UUID> lineage = table.liveLineage(row);
            rename(row, lineage, name, epoch);
            manage(row, lineage, change.managed(), epoch);
            terms(caller, keyId, lineage, change, epoch);
            KeyView changed = table.lock(task.tenantId(), keyId).view();
            work.tell(task, EventType.KEY_CHANGED, Work.facts(changed));
            work.done(task, keyId, Map.of("name", changed.name(), "managed", changed.managed()));
            return changed;
        });
    }

    private void terms(PersonCaller caller, UUID keyId, List<UUID> lineage, KeyChange change, long epoch) {
        KeyView view = table.lock(caller.tenantId(), keyId).view();
        Terms before = births.termsOf(view);
        Terms terms = births.changed(caller, before, change);
        if (!terms.equals(before)) {
            births.demand(caller.tenantId(), view.environment(), KeyName.of(view.name()), terms);
            table.changeTerms(lineage, terms, epoch);
            table.expire(keyId, terms.expiresAt(), epoch);
        }
    }

    private void rename(KeyRow row, List<UUID> lineage, @Nullable KeyName name, long epoch) {
        if (name != null) {
            births.demand(row.tenantId(), row.view().environment(), name, births.termsOf(row.view()));
            String slug =
                    row.view().deliveryPath() == null ? name.slug() : row.view().slug();
            Place place = new Place(
                    row.tenantId(), row.view().environment(), row.view().lineage());
            if (table.isTaken(place, slug)) {
                throw Issuer.taken(slug, place.environment());
            }
            table.rename(lineage, name, slug, epoch);
        }
    }

    private void manage(KeyRow row, List<UUID> lineage, @Nullable Boolean managed, long epoch) {
        if (managed != null) {
            KeyView view = table.lock(row.tenantId(), row.id()).view();
            String path = view.deliveryPath() == null && managed
                    ? KeyTable.path(view.environment(), view.slug())
                    : view.deliveryPath();
            table.manage(lineage, managed, path, epoch);
        }
    }
}
