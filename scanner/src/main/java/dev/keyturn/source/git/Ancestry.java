package dev.keyturn.source.git;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;

/** What refs contain, as somebody recorded them. */
public final class Ancestry {
    private Ancestry() {}

    /**
     * Of some objects those that the refs point to or, if they are commits or tags of such, contain.
     *
     * @param ids full ids
     * @param refs names with full ids
     */
    public static Set<String> contained(GitRepository repository, Collection<String> ids, Map<String, String> refs) {
        Map<String, ObjectId> roots = new LinkedHashMap<>();
        refs.forEach((name, id) -> roots.put(name, ObjectId.fromString(id)));
        Set<String> contained = new TreeSet<>();
        try (Objects objects = new Objects(repository)) {
            ObjectIdOwnerMap<CommitNode> reached = new CommitGraph(objects::commit)
                    .reachable(Tips.of(roots, objects).commits(), List.of());
            for (String id : ids) {
                Set<ObjectId> commits =
                        Tips.of(Map.of(id, ObjectId.fromString(id)), objects).commits();
                boolean behind = !commits.isEmpty() && commits.stream().allMatch(reached::contains);
                if (behind || refs.containsValue(id)) {
                    contained.add(id);
                }
            }
        }
        return contained;
    }
}
