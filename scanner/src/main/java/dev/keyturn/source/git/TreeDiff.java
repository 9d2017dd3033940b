package dev.keyturn.source.git;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a tree has that none of its predecessors has at the same path: for a merge, what it brought in itself. Equal
 * subtrees are not entered.
 */
final class TreeDiff {
    /** Receives the differences. */
    interface Differences {
        /** A blob that is new or changed; {@code before} are the predecessors' blobs at that path. */
        void blob(String path, ObjectId blob, List<ObjectId> before);

        /** A tree that is new or changed, with the predecessors' trees at that path; its entries follow. */
        default void tree(String path, ObjectId tree, List<ObjectId> before) {}
    }

    /** Git's id of a tree without entries. */
    private static final ObjectId EMPTY = ObjectId.fromString("4b825dc642cb6eb9a060e54bf8d69288fbee4904");

    private final Trees trees;
    private final Predicate<ObjectId> interesting;

    /** @param interesting which blobs and trees are looked at */
    TreeDiff(Trees trees, Predicate<ObjectId> interesting) {
        this.trees = trees;
        this.interesting = interesting;
    }

    /** Compares a tree with its predecessors; the prefix is empty or ends in a slash. */
    void compare(String prefix, ObjectId tree, List<ObjectId> before, Differences out) {
        if (before.contains(tree) || !interesting.test(tree)) {
            return;
        }
        out.tree(prefix, tree, before);
        List<RawTree> older = before.stream().map(trees::read).map(RawTree::new).toList();
        RawTree entries = new RawTree(trees.read(tree));
        while (entries.next()) {
            if (!entries.isSubmodule()) {
                entry(prefix, entries, older, out);
            }
        }
    }

    /** Hands over the blobs that a predecessor has at a path where the tree has nothing. */
    void removed(String prefix, ObjectId tree, List<ObjectId> before, Differences out) {
        byte[] now = trees.read(tree);
        for (ObjectId older : before) {
            if (!older.equals(tree)) {
                RawTree entries = new RawTree(trees.read(older));
                while (entries.next()) {
                    removedEntry(prefix, entries, now, out);
                }
            }
        }
    }

    private void removedEntry(String prefix, RawTree entry, byte[] now, Differences out) {
        ObjectId still = RawTree.find(now, entry);
        if (entry.isTree()) {
            removed(prefix + entry.name() + "/", still == null ? EMPTY : still, List.of(entry.id()), out);
        } else if (still == null && !entry.isSubmodule()) {
            out.blob(prefix + entry.name(), entry.id(), List.of());
        }
    }

    private void entry(String prefix, RawTree entry, List<RawTree> older, Differences out) {
        ObjectId id = entry.id();
        List<ObjectId> before = new ArrayList<>(older.size());
        for (RawTree tree : older) {
            ObjectId old = tree.seek(entry);
            if (id.equals(old)) {
                return;
            }
            if (old != null) {
                before.add(old);
            }
        }
        if (!interesting.test(id)) {
            return;
        }
        if (entry.isTree()) {
            compare(prefix + entry.name() + "/", id, before, out);
        } else {
            out.blob(prefix + entry.name(), id, before);
        }
    }
}
