package dev.keyturn.source.git;

import dev.keyturn.source.Sighting;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Traced;
import dev.keyturn.source.git.Memory.Spot;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** What a history has over what an earlier scan remembers of it. */
final class GrownHistory implements HistoryPass {
    private final History history;
    private final Memory memory;
    private final Growth growth;
    private final Objects objects;
    private final ObjectStore store;
    private final Sweep sweep;
    private final Harvest harvest;

    private GrownHistory(History history, Memory memory, Growth growth, Objects objects, Sink sink) {
        this.history = history;
        this.memory = memory;
        this.growth = growth;
        this.objects = objects;
        this.store = ObjectStore.of(growth.added(), sink);
        this.sweep = new Sweep(history.repository(), store, memory, sink);
        this.harvest = sweep.read(object -> true);
    }

    /** Reads what is new, and of the rest what something was seen in; null if everything has to be read. */
    static @Nullable GrownHistory read(History history, Memory memory, Sink sink) {
        Objects objects = new Objects(history.repository());
        Growth growth = Growth.since(memory, history.listing(), history.roots(), objects);
        if (growth != null && new Recall(memory, history.repository(), sink).run()) {
            GrownHistory grown = new GrownHistory(history, memory, growth, objects, sink);
            grown.report(sink);
            return grown;
        }
        objects.close();
        return null;
    }

    private void report(Sink sink) {
        if (growth.isNone()) {
            memory.gaps().forEach(sink::skip);
            return;
        }
        if (history.handOver(growth.roots().keySet(), sink)) {
            harvest.nameSighted();
        }
        new Gaps(history.repository(), objects::has, sink).report(harvest, growth.roots());
    }

    @Override
    public boolean contradictedBy(Seen seen) {
        for (Map.Entry<ObjectId, Memory.Hit> hit : memory.hits().entrySet()) {
            Set<Spot> spots = new HashSet<>();
            seen.of(hit.getKey()).forEach(sighting -> spots.add(spot(sighting)));
            if (!spots.equals(hit.getValue().places().keySet())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void trace(Seen seen) {
        Map<Integer, Traced> known = new TreeMap<>();
        memory.hits().forEach((object, hit) -> {
            for (Sighting sighting : seen.of(object)) {
                hit.places()
                        .getOrDefault(spot(sighting), Map.of())
                        .forEach((number, place) -> known.put(number, new Traced(sighting, place)));
            }
        });
        known.values().forEach(traced -> seen.place(traced.sighting(), traced.place()));
        if (growth.isNone()) {
            return;
        }
        Map<ObjectId, CommitNode> commits = new HashMap<>();
        growth.commits().forEach(commit -> commits.put(commit, commit));
        CommitGraph graph = new CommitGraph(id -> commits.computeIfAbsent(id, objects::commit));
        Swept swept = new Swept(store, graph, sweep.signatures(), memory);
        Tracing tracing = new Tracing(history.repository(), swept, objects, seen);
        tracing.commits(growth.commits());
        tracing.refs(growth.tips());
    }

    private static Spot spot(Sighting sighting) {
        return new Spot(sighting.inner(), sighting.line(), sighting.turn());
    }

    @Override
    public Map<String, List<String>> refsWith(Collection<String> commits) {
        return Holders.names(holders(commits), history.roots().keySet());
    }

    /** As it was where a ref is where it was; what others hold is what they add, and what the refs held that they go on from. */
    private Map<ObjectId, BitSet> holders(Collection<String> commits) {
        Map<ObjectId, CommitNode> added = new HashMap<>();
        growth.commits().forEach(commit -> added.put(commit, commit));
        CommitGraph graph = new CommitGraph(id -> added.computeIfAbsent(id, objects::commit));
        Holders holders = new Holders(graph, Holders.ids(commits));
        holders.remembered(memory, history.roots());
        holders.find(Tips.byRef(growth.roots(), objects), history.roots());
        return holders.all();
    }

    @Override
    public Memory memory(Seen seen, List<Skipped> gaps) {
        if (growth.isNone() || harvest.namesSighted() || harvest.damaged()) {
            return Memory.none();
        }
        MemoryBuilder builder = new MemoryBuilder(memory, seen);
        builder.commits(growth.commits());
        builder.trees(store, sweep.signatures());
        builder.hits(harvest.sighted());
        builder.holders(holders(seen.commits()));
        return builder.build(history, gaps, memory.objects() + store.objects().count());
    }

    @Override
    public void close() {
        store.close();
        objects.close();
    }
}
