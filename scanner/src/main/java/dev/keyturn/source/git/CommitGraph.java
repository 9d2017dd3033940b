package dev.keyturn.source.git;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;
import org.jspecify.annotations.Nullable;

/** Commits and their parents; a parent that is missing ends its line of history and nothing else. */
final class CommitGraph {
    private final Function<ObjectId, @Nullable CommitNode> commits;

    /** @param commits looks a commit up; null if it is missing, or no commit */
    CommitGraph(Function<ObjectId, @Nullable CommitNode> commits) {
        this.commits = commits;
    }

    @Nullable
    CommitNode commit(ObjectId id) {
        return commits.apply(id);
    }

    /** Everything that can be reached from the starts and not from the ends, which are left out themselves. */
    ObjectIdOwnerMap<CommitNode> reachable(Collection<? extends ObjectId> starts, Collection<? extends ObjectId> ends) {
        ObjectIdOwnerMap<CommitNode> beyond = reachable(ends, id -> false);
        return reachable(starts, beyond::contains);
    }

    /** Everything that can be reached from the starts without passing through what is known already. */
    ObjectIdOwnerMap<CommitNode> reachable(Collection<? extends ObjectId> starts, Predicate<ObjectId> known) {
        ObjectIdOwnerMap<CommitNode> seen = new ObjectIdOwnerMap<>();
        Deque<ObjectId> open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            ObjectId id = open.remove();
            CommitNode node = seen.contains(id) || known.test(id) ? null : commits.apply(id);
            if (node != null) {
                seen.add(node.again());
                for (ObjectId parent : node.parents()) {
                    open.add(parent);
                }
            }
        }
        return seen;
    }

    /** Parents before children, and of those that nothing orders, the older first. */
    static List<CommitNode> oldestFirst(ObjectIdOwnerMap<CommitNode> commits) {
        Map<ObjectId, List<CommitNode>> children = new HashMap<>();
        Map<ObjectId, Integer> waiting = new HashMap<>();
        PriorityQueue<CommitNode> ready = new PriorityQueue<>(
                Comparator.comparingLong(CommitNode::seconds).thenComparing(Comparator.naturalOrder()));
        for (CommitNode commit : commits) {
            int parents = 0;
            for (ObjectId parent : commit.parents()) {
                if (commits.contains(parent)) {
                    parents++;
                    children.computeIfAbsent(parent, id -> new ArrayList<>(1)).add(commit);
                }
            }
            waiting.put(commit, parents);
            if (parents == 0) {
                ready.add(commit);
            }
        }
        List<CommitNode> order = new ArrayList<>(waiting.size());
        while (!ready.isEmpty()) {
            CommitNode commit = ready.remove();
            order.add(commit);
            for (CommitNode child : children.getOrDefault(commit, List.of())) {
                if (waiting.merge(child, -1, Integer::sum) == 0) {
                    ready.add(child);
                }
            }
        }
        return order;
    }
}
