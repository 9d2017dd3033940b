package dev.keyturn.source.git;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;

/** Every object that can be reached, whether or not it is there. */
final class Reachable {
    private final Objects objects;
    private final Trees trees;
    private final ObjectIdOwnerMap<Entry> found = new ObjectIdOwnerMap<>();
    private final Deque<ObjectId> open = new ArrayDeque<>();

    private static final class Entry extends ObjectIdOwnerMap.Entry {
        Entry(ObjectId id) {
            super(id);
        }
    }

    Reachable(Objects objects) {
        this.objects = objects;
        this.trees = new Trees(objects);
    }

    Iterable<? extends ObjectId> from(Tips tips) {
        for (CommitNode commit : new CommitGraph(objects::commit).reachable(tips.commits(), List.of())) {
            add(commit);
            tree(commit.tree());
        }
        tips.tags().keySet().forEach(this::add);
        tips.trees().keySet().forEach(this::tree);
        tips.blobs().keySet().forEach(this::add);
        return found;
    }

    private void tree(ObjectId top) {
        open.push(top);
        while (!open.isEmpty()) {
            ObjectId tree = open.pop();
            if (add(tree)) {
                entries(tree);
            }
        }
    }

    private void entries(ObjectId tree) {
        RawTree entries = new RawTree(trees.read(tree));
        while (entries.next()) {
            if (entries.isTree()) {
                open.push(entries.id());
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
