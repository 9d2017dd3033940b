package dev.keyturn.issuing;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.issuing.KeyTable.Birth;
import dev.keyturn.issuing.KeyTable.Place;
import dev.keyturn.issuing.Work.Task;
import dev.keyturn.key.ApiKey;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.NewKey;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues keys to people. */
public final class Issuer {
    private final Work work;
    private final KeyTable table;
    private final Minting minting;
    private final Births births;

    Issuer(Work work, KeyTable table, Minting minting, Births births) {
        this.work = work;
        this.table = table;
        this.minting = minting;
        this.births = births;
    }

    /**
     * Creates a key. It is ACTIVE, or with an Idempotency-Key PENDING until it is used: a repeat mints another secret
     * for it and ends the earlier one.
     *
     * @param idempotencyKey value of the header, if it was given
     * @throws ProblemException if the name, environment or a scope is not possible, or the name is taken
     */
    public IssuedKey create(PersonCaller caller, NewKey asked, @Nullable String idempotencyKey) {
        caller.require(Scope.KEYS_WRITE);
        Birth birth = births.of(caller, asked, idempotencyKey);
        Task task = new Task(caller, "key.create", birth.name().text());
        return work.run(task, epoch -> repeated(task, birth, epoch).orElseGet(() -> first(task, birth, epoch)))
                .answer();
    }

    private Optional<Minting.Minted> repeated(Task task, Birth birth, long epoch) {
        Idempotency idempotency = birth.idempotency();
        return idempotency == null
                ? Optional.empty()
                : table.lock(task.tenantId(), idempotency)
                        .map(row -> minting.again(task, row, idempotency, null, epoch));
    }

    private Minting.Minted first(Task task, Birth birth, long epoch) {
        refuseTaken(
                new Place(birth.tenantId(), birth.environment(), null),
                birth.name().slug());
        UUID id = UUID.randomUUID();
        ApiKey key = minting.mint(birth.environment());
        table.insert(id, birth, key.hint(), epoch);
        KeyRow row = minting.keep(task, id, key);
        work.tell(task, EventType.KEY_CREATED, Work.facts(row.view()));
        work.done(task, id, Map.of("name", birth.name().text(), "environment", birth.environment()));
        return new Minting.Minted(row, key);
    }

    private void refuseTaken(Place place, String slug) {
        if (table.isTaken(place, slug)) {
            throw taken(slug, place.environment());
        }
    }

    static ProblemException taken(String slug, String environment) {
        return ProblemException.of(
                ProblemCode.NAME_TAKEN,
                "A live key of " + environment + " has this name already (as a slug: " + slug
                        + "). Choose a more descriptive one, or roll that key.");
    }
}
