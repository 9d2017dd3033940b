package dev.keyturn.source.git;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;

/** Every object that can be reached, whether or not it is there. */
final class Reachable {
    private final Objects objects;
    private final Trees trees;
    private final ObjectIdOwnerMap<Entry> found = new ObjectIdOwnerMap<>();

    private static final class Entry extends ObjectIdOwnerMap.Entry {
        Entry(ObjectId id) {
            super(id);
        }
    }

    Reachable(Objects objects) {
        this.objects = objects;
        this.trees = new Trees(objects);
    }

    Iterable<? extends ObjectId> from(Collection<ObjectId> roots) {
        List<ObjectId> list = List.copyOf(roots);
        Map<String, ObjectId> named =
                IntStream.range(0, list.size()).boxed().collect(Collectors.toMap(String::valueOf, list::get));
        Tips tips = Tips.of(named, objects);
        for (CommitNode commit : new CommitGraph(objects::commit).reachable(tips.commits(), List.of())) {
            add(commit);
            tree(commit.tree());
        }
        tips.tags().keySet().forEach(this::add);
        tips.trees().keySet().forEach(this::tree);
        tips.blobs().keySet().forEach(this::add);
        return found;
    }

    private void tree(ObjectId tree) {
        if (!add(tree)) {
            return;
        }
        RawTree entries = new RawTree(trees.read(tree));
        while (entries.next()) {
            if (entries.isTree()) {
                tree(entries.id());
            } else if (!entries.isSubmodule()) {
                add(entries.id());
            }
        }
    }

    private boolean add(ObjectId id) {
        if (found.contains(id)) {
            return false;
        }
        found.add(new Entry(id));
        return true;
    }
}
