package dev.keyturn.source.git;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Which refs contain which commits: one walk over all commits, oldest first, for any number of both. */
final class Holders {
    private final CommitGraph graph;
    private final List<ObjectId> wanted;
    private final Map<ObjectId, BitSet> refs = new LinkedHashMap<>();

    /** Which of the wanted commits each commit has behind it or is; commits without any are left out. */
    private final Map<ObjectId, BitSet> held = new HashMap<>();

    /** Commits of which it is known what they have behind them. */
    private final Set<ObjectId> known = new HashSet<>();

    Holders(CommitGraph graph, Collection<ObjectId> commits) {
        this.graph = graph;
        this.wanted = List.copyOf(new LinkedHashSet<>(commits));
    }

    /** Full ids of commits; others are passed over. */
    static List<ObjectId> ids(Collection<String> commits) {
        return commits.stream().filter(ObjectId::isId).map(ObjectId::fromString).toList();
    }

    /** For each commit that some ref contains, these refs in their order. */
    static Map<String, List<String>> names(Map<ObjectId, BitSet> holders, Collection<String> roots) {
        List<String> names = List.copyOf(roots);
        Map<String, List<String>> refs = new HashMap<>();
        holders.forEach((commit, numbers) ->
                refs.put(commit.name(), numbers.stream().mapToObj(names::get).toList()));
        return refs;
    }

    /** Takes over what is remembered of refs that are where they were, and of the commits that they point to. */
    void remembered(Memory memory, Map<String, ObjectId> roots) {
        Map<String, Integer> numbers = numbers(roots);
        int number = 0;
        for (Map.Entry<String, ObjectId> root : memory.roots().entrySet()) {
            BitSet behind = new BitSet();
            for (int i = 0; i < wanted.size(); i++) {
                BitSet holders = memory.holders().get(wanted.get(i));
                if (holders != null && holders.get(number)) {
                    behind.set(i);
                }
            }
            if (memory.commits().find(RawId.of(root.getValue()), 0) >= 0) {
                known.add(root.getValue());
                held.put(root.getValue(), behind);
            }
            if (root.getValue().equals(roots.get(root.getKey()))) {
                note(behind, numbers.getOrDefault(root.getKey(), 0));
            }
            number++;
        }
    }

    /**
     * Finds what refs contain.
     *
     * @param tips the commits that each of them points to
     * @param roots all refs
     */
    void find(Map<String, Set<ObjectId>> tips, Map<String, ObjectId> roots) {
        Set<ObjectId> starts = new HashSet<>();
        tips.values().forEach(starts::addAll);
        if (!wanted.isEmpty() && !starts.isEmpty()) {
            walk(starts);
        }
        Map<String, Integer> numbers = numbers(roots);
        tips.forEach((ref, commits) -> {
            for (ObjectId commit : commits) {
                note(held.getOrDefault(commit, new BitSet()), numbers.getOrDefault(ref, 0));
            }
        });
    }

    /** For each commit that some ref contains, the numbers of these refs. */
    Map<ObjectId, BitSet> all() {
        return refs;
    }

    private static Map<String, Integer> numbers(Map<String, ObjectId> roots) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String ref : roots.keySet()) {
            numbers.put(ref, numbers.size());
        }
        return numbers;
    }

    private void note(BitSet behind, int ref) {
        behind.stream()
                .forEach(number -> refs.computeIfAbsent(wanted.get(number), id -> new BitSet())
                        .set(ref));
    }

    private void walk(Set<ObjectId> starts) {
        for (int i = 0; i < wanted.size(); i++) {
            held.computeIfAbsent(wanted.get(i), id -> new BitSet()).set(i);
        }
        for (CommitNode commit : CommitGraph.oldestFirst(graph.reachable(starts, known::contains))) {
            BitSet own = held.get(commit);
            for (ObjectId parent : commit.parents()) {
                own = joined(own, held.get(parent));
            }
            if (own != null) {
                held.put(commit, own);
            }
        }
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
