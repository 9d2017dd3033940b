package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Source;
import dev.keyturn.source.Traced;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The history of a repository: every ref's, one branch's, or everything that the object store holds. Each object is read
 * once, whatever number of commits and branches has it.
 */
public final class HistorySource implements Source {
    private final GitRepository repository;
    private final Extent extent;
    private Map<String, ObjectId> roots = Map.of();
    private Map<ObjectId, CommitNode> commits = Map.of();
    private ObjectStore store = ObjectStore.empty();
    private @Nullable Sweep sweep;
    private boolean refsLost;

    /**
     * How much of it.
     *
     * @param branch only what this branch, tag or revision reaches; null for all
     * @param unreachable whether objects are wanted that no ref reaches
     */
    public record Extent(@Nullable String branch, boolean unreachable) {
        /** Every ref. */
        public static Extent everyRef() {
            return new Extent(null, false);
        }
    }

    public HistorySource(GitRepository repository, Extent extent) {
        this.repository = repository;
        this.extent = extent;
    }

    @Override
    public void read(Sink sink) throws Complaint {
        findRoots(sink);
        store = ObjectStore.list(repository, sink);
        if (roots.isEmpty() && !((extent.unreachable() || refsLost) && !store.isEmpty())) {
            throw new NothingToScan(
                    "the repository is empty: it has no commits yet", "commit something first, or give --allow-empty");
        }
        roots.keySet().forEach(ref -> refName(ref, sink));
        sink.tally().refs.add(roots.size());
        Sweep objects = new Sweep(repository, store, new LargeFiles(repository, sink));
        sweep = objects;
        objects.read(wanted());
        commits = objects.commits();
        refuseNothing(objects);
        reportGaps(objects, sink);
    }

    private void findRoots(Sink sink) throws Complaint {
        Roots names = new Roots(repository);
        String branch = extent.branch();
        if (branch != null) {
            roots = Map.of(branch, names.named(branch));
            return;
        }
        roots = names.all(lost -> {
            refsLost = true;
            sink.skip(lost);
        });
    }

    /** All stored objects, or where that would be too much, those that the roots reach. */
    private IntPredicate wanted() {
        if (extent.unreachable() || extent.branch() == null && !store.borrows()) {
            return object -> true;
        }
        BitSet reached = new BitSet(store.objects().count());
        try (Objects objects = new Objects(repository)) {
            for (ObjectId id : new Reachable(objects).from(Tips.of(roots, objects))) {
                int number = store.number(id);
                if (number >= 0) {
                    reached.set(number);
                }
            }
        }
        return reached::get;
    }

    private void reportGaps(Sweep sweep, Sink sink) {
        if (repository.shallow()) {
            sink.skip(new Skipped(
                    "history before the shallow boundary",
                    "the clone is shallow: older commits are not here (git fetch --unshallow brings them)"));
        }
        String why = repository.partial()
                ? "not fetched: the clone is partial (git fetch --refetch --no-filter brings it)"
                : "missing from the object store";
        for (CommitNode commit : sweep.commits().values()) {
            if (!store.has(commit.tree())) {
                sweep.missing().put(commit.tree(), "tree of commit " + commit.name());
            }
            if (!repository.shallow()) {
                missingParents(commit, sink);
            }
        }
        sweep.missing().forEach((id, name) -> sink.skip(new Skipped(name + " (object " + id.name() + ")", why)));
        roots.forEach((ref, id) -> {
            if (!store.has(id)) {
                sink.skip(new Skipped(ref, "what it points to is missing (object " + id.name() + ")"));
            }
        });
    }

    private void missingParents(CommitNode commit, Sink sink) {
        for (ObjectId parent : commit.parents()) {
            if (!commits.containsKey(parent)) {
                sink.skip(new Skipped("commit " + parent.name(), "missing: the history before it was not read"));
            }
        }
    }

    /** A history of which not a single object could be read has not been scanned, whatever the reasons. */
    private void refuseNothing(Sweep sweep) throws Complaint {
        if (!roots.isEmpty() && sweep.isEmpty()) {
            throw new Complaint(
                    "nothing of this repository could be read: its objects are missing or damaged",
                    "see what is wrong with: git fsck; a new clone may help, a lost pack index is rebuilt by git index-pack");
        }
    }

    private void refName(String ref, Sink sink) {
        byte[] bytes = ref.getBytes(StandardCharsets.UTF_8);
        Place place = new Place(repository.name(), Place.Kind.REF_NAME, ref, 1, null);
        sink.piece(new Piece(ref, place, bytes, bytes.length, 1));
    }

    @Override
    public List<Traced> trace(Collection<Sighting> sightings) {
        if (sightings.isEmpty() || sweep == null) {
            return List.of();
        }
        Seen seen = new Seen(sightings);
        CommitGraph graph = new CommitGraph(sweep::commit);
        try (Objects objects = new Objects(repository)) {
            Tracing tracing = new Tracing(repository, new Swept(store, graph, sweep.signatures()), objects, seen);
            Tips tips = Tips.of(roots, objects);
            List<ObjectId> starts = new ArrayList<>(tips.commits());
            if (extent.unreachable() || refsLost) {
                starts.addAll(commits.keySet());
            }
            tracing.commits(CommitGraph.oldestFirst(graph.reachable(starts, List.of())));
            tracing.refs(tips);
        }
        if (extent.unreachable() || refsLost || sweep.damaged()) {
            placeTheRest(seen);
        }
        return seen.places();
    }

    /** Where links are broken by damage, what no ref reaches any more may still be part of what was asked for. */
    private void placeTheRest(Seen seen) {
        for (ObjectId object : seen.objects()) {
            for (Sighting sighting : seen.of(object)) {
                if (!seen.placed(sighting)) {
                    String name = Seen.file("object " + object.name(), sighting);
                    seen.place(
                            sighting,
                            new Place(repository.name(), Place.Kind.UNREACHABLE, name, sighting.line(), null));
                }
            }
        }
    }

    @Override
    public Map<String, String> heads() {
        Map<String, String> heads = new TreeMap<>();
        roots.forEach((ref, id) -> heads.put(ref, id.name()));
        return heads;
    }

    @Override
    public Map<String, List<String>> refsWith(Collection<String> ids) {
        try (Objects objects = new Objects(repository)) {
            return new Descendants(new CommitGraph(objects::commit)).refsWith(ids, Tips.byRef(roots, objects));
        }
    }

    @Override
    public void close() {
        store.close();
        repository.close();
    }
}
