package dev.keyturn.source.git;

import dev.keyturn.pack.Kind;
import dev.keyturn.source.Commit;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Changed paths, read and traced. A secret that was in what the same commit replaced or removed is not new: the change
 * has left it where it was, or moved it.
 */
final class Changes {
    private final GitRepository repository;
    private final List<Change> changes;

    Changes(GitRepository repository, List<Change> changes) {
        this.repository = repository;
        this.changes = changes;
    }

    List<Change> list() {
        return changes;
    }

    /** Reads each new blob once, and the names of new paths. */
    void read(Sink sink) {
        Set<ObjectId> blobs = new LinkedHashSet<>();
        try (Objects objects = new Objects(repository)) {
            CommitDetails details = new CommitDetails(objects);
            for (Change change : changes) {
                if (change.blob() != null) {
                    blobs.add(change.blob());
                    if (change.before().isEmpty()) {
                        name(change, details, sink);
                    }
                }
            }
        }
        readObjects(blobs, new LargeFiles(repository, sink));
    }

    /** Reads the named objects; those that are missing are skipped under the path that they were to fill. */
    void readObjects(Collection<ObjectId> ids, Sink sink) {
        List<ObjectId> missing = new ArrayList<>();
        try (SingleReads reads =
                new SingleReads(repository, sink, (kind, id, bytes) -> object(kind, id, bytes, sink))) {
            for (ObjectId id : ids) {
                if (!reads.has(id)) {
                    missing.add(id);
                } else {
                    reads.read(id);
                }
            }
        }
        if (!missing.isEmpty()) {
            name(missing, sink);
        }
    }

    private static void object(Kind kind, ObjectId id, byte[] bytes, Sink sink) {
        if (kind == Kind.TREE) {
            TreeNames.all(bytes, id::name, sink);
            return;
        }
        if (kind == Kind.COMMIT) {
            sink.tally().commits.increment();
        }
        sink.piece(new Piece(id.name(), null, bytes, bytes.length, 1));
    }

    private void name(List<ObjectId> missing, Sink sink) {
        Map<ObjectId, String> paths = new HashMap<>();
        for (Change change : changes) {
            if (change.blob() != null) {
                paths.computeIfAbsent(change.blob(), id -> change.path().toString());
            }
        }
        for (ObjectId id : missing) {
            String name = paths.getOrDefault(id, "object") + " (object " + id.name() + ")";
            sink.skip(new Skipped(name, "missing from the object store"));
        }
    }

    /** Reads what the commits in which something was seen have replaced or removed. */
    void readBases(Collection<Sighting> sightings, Sink sink) {
        Seen seen = new Seen(sightings);
        Set<Optional<ObjectId>> commits = new LinkedHashSet<>();
        changes.stream()
                .filter(change -> change.blob() != null && seen.in(change.blob()))
                .forEach(change -> commits.add(Optional.ofNullable(change.commit())));
        Set<ObjectId> bases = new LinkedHashSet<>();
        changes.stream()
                .filter(change -> commits.contains(Optional.ofNullable(change.commit())))
                .forEach(change -> bases.addAll(change.before()));
        bases.removeIf(seen::in);
        readObjects(bases, sink);
    }

    /** Places what is new. */
    void trace(Seen seen, CommitDetails details) {
        Map<Optional<ObjectId>, List<ObjectId>> replaced = new LinkedHashMap<>();
        for (Change change : changes) {
            replaced.computeIfAbsent(Optional.ofNullable(change.commit()), commit -> new ArrayList<>())
                    .addAll(change.before());
        }
        for (Change change : changes) {
            if (change.blob() != null) {
                for (Sighting sighting : seen.of(change.blob())) {
                    List<ObjectId> before = replaced.getOrDefault(Optional.ofNullable(change.commit()), List.of());
                    if (!seen.secretIn(sighting.secret(), before)) {
                        place(seen, sighting, change, details);
                    }
                }
            }
        }
    }

    private void place(Seen seen, Sighting sighting, Change change, CommitDetails details) {
        Commit commit = change.commit() == null ? null : details.of(change.commit());
        String file = Seen.file(change.path().toString(), sighting);
        seen.place(sighting, new Place(repository.name(), Place.Kind.CONTENT, file, sighting.line(), commit));
    }

    private void name(Change change, CommitDetails details, Sink sink) {
        String path = change.path().toString();
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        Commit commit = change.commit() == null ? null : details.of(change.commit());
        Place place = new Place(repository.name(), Place.Kind.FILE_NAME, path, 1, commit);
        sink.piece(new Piece(path, place, bytes, bytes.length, 1));
    }
}
