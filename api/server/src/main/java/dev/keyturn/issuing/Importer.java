package dev.keyturn.issuing;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.issuing.KeyTable.Birth;
import dev.keyturn.issuing.KeyTable.Place;
import dev.keyturn.issuing.Work.Task;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.Redaction;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.KeyImport;
import dev.keyturn.wire.KeyImportResults;
import dev.keyturn.wire.KeyImportResults.Outcome;
import dev.keyturn.wire.KeyImportResults.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes over keys that were made elsewhere, by fingerprint: their consumers go on with what they have, and a roll gives
 * each a key of our format. Environments' policies do not keep them out; what is not as demanded is listed.
 */
public final class Importer {
    private static final int MOST = 1_000;
    private static final int LONGEST_HINT = 24;

    private final Work work;
    private final KeyTable table;
    private final KeySecrets secrets;
    private final Births births;

    Importer(Work work, KeyTable table, KeySecrets secrets, Births births) {
        this.work = work;
        this.table = table;
        this.secrets = secrets;
        this.births = births;
    }

    /** An entry that can be read. */
    private record Read(Fingerprint fingerprint, String hint, Birth birth) {}

    /** An entry, or what is wrong with it. */
    private record Judged(@Nullable Read read, @Nullable Result refusal) {}

    /**
     * Imports what can be imported, each whatever becomes of the others, and returns when every replica accepts them.
     *
     * @throws ProblemException if there are too many
     */
    public KeyImportResults importKeys(PersonCaller caller, KeyImport asked) {
        caller.require(Scope.KEYS_WRITE);
        if (asked.keys() == null || asked.keys().isEmpty() || asked.keys().size() > MOST) {
            throw ProblemException.invalid("'keys' is a list of 1 to " + MOST + " keys.");
        }
        List<Judged> judged =
                asked.keys().stream().map(entry -> judge(caller, entry)).toList();
        Task task = new Task(caller, "key.import", Integer.toString(judged.size()));
        return work.run(task, epoch -> {
            List<Result> results = new ArrayList<>();
            for (Judged one : judged) {
                results.add(one.read == null ? one.refusal : take(task, one.read, epoch));
            }
            return new KeyImportResults(results);
        });
    }

    private Judged judge(PersonCaller caller, KeyImport.@Nullable Entry entry) {
        if (entry == null) {
            return new Judged(null, refused(null, "An entry has 'fingerprint', 'name' and 'environment'."));
        }
        try {
            return new Judged(
                    new Read(fingerprint(entry.fingerprint()), hint(entry.hint()), births.of(caller, entry)), null);
        } catch (ProblemException e) {
            return new Judged(null, refused(entry.name(), e.detail()));
        }
    }

    private static Fingerprint fingerprint(@Nullable String hex) {
        try {
            return new Fingerprint(hex == null ? "" : hex);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("'fingerprint' is the SHA-256 of the key: 64 digits of 0-9a-f.");
        }
    }

    private static String hint(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return "imported";
        }
        if (given.length() > LONGEST_HINT
                || !Redaction.words(given, LONGEST_HINT).equals(given)) {
            throw ProblemException.invalid("'hint' is what may be shown of the key, " + LONGEST_HINT
                    + " characters at most, and not the key.");
        }
        return given;
    }

    private Result take(Task task, Read read, long epoch) {
        Birth birth = read.birth;
        Optional<KeySecrets.Holder> holder = secrets.holder(read.fingerprint);
        if (holder.isPresent()) {
            return holder.get().tenantId().equals(task.tenantId())
                    ? new Result(
                            birth.name().text(), Outcome.PRESENT, holder.get().keyId(), null)
                    : refused(birth.name().text(), "This key cannot be imported. Give its consumer a new one.");
        }
        if (table.isTaken(
                new Place(task.tenantId(), birth.environment(), null),
                birth.name().slug())) {
            return refused(
                    birth.name().text(),
                    Issuer.taken(birth.name().slug(), birth.environment()).detail());
        }
        UUID id = UUID.randomUUID();
        table.insert(id, birth, read.hint, epoch);
        table.markImported(id);
        secrets.keep(id, read.fingerprint, read.hint);
        work.tell(
                task,
                EventType.KEY_CREATED,
                Work.facts(table.lock(task.tenantId(), id).view()));
        work.done(task, id, Map.of("name", birth.name().text(), "environment", birth.environment()));
        return new Result(birth.name().text(), Outcome.IMPORTED, id, null);
    }

    private static Result refused(@Nullable String name, String detail) {
        return new Result(name == null ? null : Redaction.words(name, 100), Outcome.REFUSED, null, detail);
    }
}
