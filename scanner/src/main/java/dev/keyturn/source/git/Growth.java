package dev.keyturn.source.git;

import dev.keyturn.pack.StoreListing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * How a history has gone on since it was remembered, if everything that was reached then still is.
 *
 * @param added the files of the object store that were not there
 * @param roots refs that are new, or point elsewhere
 * @param tips what these point to
 * @param commits commits that were not reached, parents first
 */
record Growth(StoreListing added, Map<String, ObjectId> roots, Tips tips, List<CommitNode> commits) {
    /** So far back it is looked for what a ref pointed to that does so no more. */
    private static final int FURTHEST = 4000;

    /**
     * Compares a history with what is remembered of it.
     *
     * @param now the object store as it is
     * @param refs the refs as they are
     * @return null if it has to be read anew: something is gone, or the memory had gaps that may have been filled
     */
    static @Nullable Growth since(Memory memory, StoreListing now, Map<String, ObjectId> refs, Objects objects) {
        if (memory.isEmpty() || !now.covers(memory.packs(), memory.loose())) {
            return null;
        }
        StoreListing added = now.without(memory.packs(), memory.loose());
        if (added.isEmpty() && refs.equals(memory.roots())) {
            return new Growth(added, Map.of(), Tips.none(), List.of());
        }
        Map<String, ObjectId> roots = new LinkedHashMap<>(refs);
        roots.entrySet().removeAll(memory.roots().entrySet());
        Tips tips = Tips.of(roots, objects);
        CommitGraph graph = new CommitGraph(objects::commit);
        List<CommitNode> commits = CommitGraph.oldestFirst(graph.reachable(tips.commits(), id -> has(memory, id)));
        Set<ObjectId> lost = new HashSet<>(memory.roots().values());
        refs.values().forEach(lost::remove);
        boolean goesOn = memory.gaps().isEmpty() && stillReached(lost, commits, tips.commits(), graph);
        return goesOn ? new Growth(added, roots, tips, commits) : null;
    }

    /** Whether nothing has changed at all. */
    boolean isNone() {
        return added.isEmpty() && roots.isEmpty() && commits.isEmpty();
    }

    private static boolean has(Memory memory, ObjectId commit) {
        return memory.commits().find(RawId.of(commit), 0) >= 0;
    }

    /** Whether what refs pointed to before is in the history of what they point to now. */
    private static boolean stillReached(
            Set<ObjectId> lost, List<CommitNode> added, Collection<ObjectId> tips, CommitGraph graph) {
        for (CommitNode commit : added) {
            lost.removeAll(List.of(commit.parents()));
        }
        if (!lost.isEmpty()) {
            int[] steps = {0};
            graph.reachable(new ArrayList<>(tips), id -> {
                lost.remove(id);
                return lost.isEmpty() || ++steps[0] > FURTHEST;
            });
        }
        return lost.isEmpty();
    }
}
