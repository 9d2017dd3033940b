package dev.keyturn.source.git;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Which refs contain which commits: one walk over all commits, oldest first, for any number of both. */
final class Descendants {
    private final CommitGraph graph;

    Descendants(CommitGraph graph) {
        this.graph = graph;
    }

    /**
     * @param ids full ids of commits; others are passed over
     * @param tips the commits that each ref points to
     * @return for each commit that some ref contains, these refs in their order
     */
    Map<String, List<String>> refsWith(Collection<String> ids, Map<String, Set<ObjectId>> tips) {
        List<ObjectId> wanted = ids.stream()
                .distinct()
                .filter(ObjectId::isId)
                .map(ObjectId::fromString)
                .toList();
        Set<ObjectId> starts = new HashSet<>();
        tips.values().forEach(starts::addAll);
        Map<ObjectId, BitSet> holds = wanted.isEmpty() ? Map.of() : holds(wanted, starts);
        Map<String, List<String>> refs = new HashMap<>();
        tips.forEach((ref, commits) -> {
            BitSet all = new BitSet();
            commits.forEach(commit -> all.or(holds.getOrDefault(commit, new BitSet())));
            all.stream()
                    .forEach(number -> refs.computeIfAbsent(wanted.get(number).name(), id -> new ArrayList<>())
                            .add(ref));
        });
        return refs;
    }

    /** Which of the wanted commits each commit has behind it or is; commits without any are left out. */
    private Map<ObjectId, BitSet> holds(List<ObjectId> wanted, Set<ObjectId> starts) {
        Map<ObjectId, BitSet> holds = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            holds.computeIfAbsent(wanted.get(i), id -> new BitSet()).set(i);
        }
        for (CommitNode commit : CommitGraph.oldestFirst(graph.reachable(starts, List.of()))) {
            BitSet own = holds.get(commit);
            for (ObjectId parent : commit.parents()) {
                own = joined(own, holds.get(parent));
            }
            if (own != null) {
                holds.put(commit, own);
            }
        }
        return holds;
    }

    /** Both together; a commit that adds nothing shares its parent's set. */
    private static @Nullable BitSet joined(@Nullable BitSet one, @Nullable BitSet other) {
        if (one == null || other == null || one.equals(other)) {
            return one == null ? other : one;
        }
        BitSet both = (BitSet) one.clone();
        both.or(other);
        return both;
    }
}
