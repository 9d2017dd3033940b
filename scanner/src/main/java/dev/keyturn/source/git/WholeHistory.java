package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;

/** A history from its beginning. */
final class WholeHistory implements HistoryPass {
    private final History history;
    private final ObjectStore store;
    private final Sweep sweep;
    private final Harvest harvest;
    private ObjectIdOwnerMap<CommitNode> reached = new ObjectIdOwnerMap<>();

    private WholeHistory(History history, ObjectStore store, Sweep sweep, Harvest harvest) {
        this.history = history;
        this.store = store;
        this.sweep = sweep;
        this.harvest = harvest;
    }

    /**
     * Reads it.
     *
     * @throws Complaint if there is nothing to read, or nothing of it can be read
     */
    static WholeHistory read(History history, Sink sink) throws Complaint {
        ObjectStore store = ObjectStore.of(history.listing(), sink);
        if (history.roots().isEmpty() && (!history.unreachable() || store.isEmpty())) {
            store.close();
            throw new NothingToScan(
                    "the repository is empty: it has no commits yet", "commit something first, or give --allow-empty");
        }
        boolean named = history.handOver(history.roots().keySet(), sink);
        Sweep sweep = new Sweep(history.repository(), store, Memory.none(), sink);
        Harvest harvest = sweep.read(wanted(history, store));
        if (named) {
            harvest.nameSighted();
        }
        refuseNothing(history, harvest);
        new Gaps(history.repository(), store::has, sink).report(harvest, history.roots());
        return new WholeHistory(history, store, sweep, harvest);
    }

    /** All stored objects, or where that would be too much, those that the roots reach. */
    private static IntPredicate wanted(History history, ObjectStore store) {
        if (history.extent().unreachable() || history.extent().branch() == null && !history.borrows()) {
            return object -> true;
        }
        BitSet reached = new BitSet(store.objects().count());
        try (Objects objects = new Objects(history.repository())) {
            for (ObjectId id : new Reachable(objects).from(Tips.of(history.roots(), objects))) {
                int number = store.number(id);
                if (number >= 0) {
                    reached.set(number);
                }
            }
        }
        return reached::get;
    }

    /** A history of which not a single object could be read has not been scanned, whatever the reasons. */
    private static void refuseNothing(History history, Harvest harvest) throws Complaint {
        if (!history.roots().isEmpty() && harvest.isEmpty()) {
            throw new Complaint(
                    "nothing of this repository could be read: its objects are missing or damaged",
                    "see what is wrong with: git fsck; a new clone may help, a lost pack index is rebuilt by git index-pack");
        }
    }

    @Override
    public boolean contradictedBy(Seen seen) {
        return false;
    }

    @Override
    public void trace(Seen seen) {
        CommitGraph graph = new CommitGraph(harvest::commit);
        try (Objects objects = new Objects(history.repository())) {
            Swept swept = new Swept(store, graph, sweep.signatures(), Memory.none());
            Tracing tracing = new Tracing(history.repository(), swept, objects, seen);
            Tips tips = Tips.of(history.roots(), objects);
            List<ObjectId> starts = new ArrayList<>(tips.commits());
            if (history.unreachable()) {
                starts.addAll(harvest.commits().keySet());
            }
            reached = graph.reachable(starts, List.of());
            tracing.commits(CommitGraph.oldestFirst(reached));
            tracing.refs(tips);
        }
        if (history.unreachable() || harvest.damaged()) {
            placeTheRest(seen);
        }
    }

    /** Where links are broken by damage, what no ref reaches any more may still be part of what was asked for. */
    private void placeTheRest(Seen seen) {
        for (ObjectId object : seen.objects()) {
            for (Sighting sighting : seen.of(object)) {
                if (!seen.placed(sighting)) {
                    String name = Seen.file("object " + object.name(), sighting);
                    String repository = history.repository().name();
                    seen.place(sighting, new Place(repository, Place.Kind.UNREACHABLE, name, sighting.line(), null));
                }
            }
        }
    }

    @Override
    public Map<String, List<String>> refsWith(Collection<String> commits) {
        try (Objects objects = new Objects(history.repository())) {
            return Holders.names(holders(commits, objects), history.roots().keySet());
        }
    }

    private Map<ObjectId, BitSet> holders(Collection<String> commits, Objects objects) {
        Holders holders = new Holders(new CommitGraph(harvest::commit), Holders.ids(commits));
        holders.find(Tips.byRef(history.roots(), objects), history.roots());
        return holders.all();
    }

    @Override
    public Memory memory(Seen seen, List<Skipped> gaps) {
        if (harvest.namesSighted() || harvest.damaged()) {
            return Memory.none();
        }
        MemoryBuilder builder = new MemoryBuilder(Memory.none(), seen);
        builder.commits(reached);
        builder.trees(store, sweep.signatures());
        builder.hits(harvest.sighted());
        try (Objects objects = new Objects(history.repository())) {
            builder.holders(holders(seen.commits(), objects));
        }
        return builder.build(history, gaps, store.objects().count());
    }

    @Override
    public void close() {
        store.close();
    }
}
