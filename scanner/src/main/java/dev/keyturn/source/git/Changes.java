package dev.keyturn.source.git;

import dev.keyturn.source.Commit;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
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
        for (Change change : changes) {
            if (change.blob() != null) {
                blobs.add(change.blob());
                if (change.before().isEmpty()) {
                    name(change, sink);
                }
            }
        }
        readObjects(blobs, sink);
    }

    /** Reads the named objects; those that are missing are skipped under the path that they were to fill. */
    void readObjects(Collection<ObjectId> ids, Sink sink) {
        ObjectStore store = ObjectStore.list(repository, sink);
        for (ObjectId id : ids) {
            if (!store.has(id)) {
                String name = pathOf(id).orElse("object") + " (object " + id.name() + ")";
                sink.skip(new Skipped(name, "missing from the object store"));
            }
        }
        new Sweep(repository, store, sink).read(store.inOrder(ids));
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
        String file = Seen.file(change.path(), sighting);
        seen.place(sighting, new Place(repository.name(), Place.Kind.CONTENT, file, sighting.line(), commit));
    }

    private void name(Change change, Sink sink) {
        byte[] bytes = change.path().getBytes(StandardCharsets.UTF_8);
        Place place = new Place(repository.name(), Place.Kind.FILE_NAME, change.path(), 1, commitOf(change));
        sink.piece(new Piece(change.path(), place, bytes, bytes.length, 1));
    }

    private @org.jspecify.annotations.Nullable Commit commitOf(Change change) {
        try (Objects objects = new Objects(repository)) {
            return change.commit() == null ? null : new CommitDetails(objects).of(change.commit());
        }
    }

    private Optional<String> pathOf(ObjectId id) {
        return changes.stream()
                .filter(change -> id.equals(change.blob()))
                .map(Change::path)
                .findFirst();
    }
}
