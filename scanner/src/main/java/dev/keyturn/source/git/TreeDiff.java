package dev.keyturn.source.git;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a tree has that none of its predecessors has at the same path: for a merge, what it brought in itself. Equal
 * subtrees are not entered, and one and the same subtree at most a hundred times: a few small trees that name each
 * other many times can stand for more paths than any machine could list.
 */
final class TreeDiff {
    /** Receives the differences. */
    interface Differences {
        /** A blob that is new or changed; {@code before} are the predecessors' blobs at that path. */
        void blob(TreePath path, ObjectId blob, List<ObjectId> before);

        /** A tree that is new or changed, with the predecessors' trees at that path; its entries follow. */
        default void tree(TreePath path, ObjectId tree, List<ObjectId> before) {}
    }

    /** A tree to look at. */
    private record Level(TreePath path, ObjectId tree, List<ObjectId> before) {}

    /** Git's id of a tree without entries. */
    static final ObjectId EMPTY = ObjectId.fromString("4b825dc642cb6eb9a060e54bf8d69288fbee4904");

    private static final int MOST_VISITS = 100;

    private final Trees trees;
    private final Predicate<ObjectId> interesting;
    private final BiPredicate<ObjectId, ObjectId> alike;
    private final Map<ObjectId, Integer> visits = new HashMap<>();
    private final Deque<Level> open = new ArrayDeque<>();

    /** @param interesting which blobs and trees are looked at */
    TreeDiff(Trees trees, Predicate<ObjectId> interesting) {
        this(trees, interesting, ObjectId::equals);
    }

    /** @param alike which of them count as equal */
    TreeDiff(Trees trees, Predicate<ObjectId> interesting, BiPredicate<ObjectId, ObjectId> alike) {
        this.trees = trees;
        this.interesting = interesting;
        this.alike = alike;
    }

    /** Compares a tree with its predecessors. */
    void compare(TreePath path, ObjectId tree, List<ObjectId> before, Differences out) {
        open.push(new Level(path, tree, before));
        while (!open.isEmpty()) {
            Level level = open.pop();
            if (level.before.stream().noneMatch(older -> alike.test(level.tree, older))
                    && interesting.test(level.tree)
                    && mayEnter(level.tree)) {
                compare(level, out);
            }
        }
    }

    /** Hands over the blobs that a predecessor has at a path where the tree has nothing. */
    void removed(TreePath path, ObjectId tree, List<ObjectId> before, Differences out) {
        open.push(new Level(path, tree, before));
        while (!open.isEmpty()) {
            Level level = open.pop();
            for (ObjectId older : level.before) {
                if (!older.equals(level.tree) && mayEnter(older)) {
                    removed(level, older, out);
                }
            }
        }
    }

    private boolean mayEnter(ObjectId tree) {
        return visits.merge(tree, 1, Integer::sum) <= MOST_VISITS;
    }

    private void compare(Level level, Differences out) {
        out.tree(level.path, level.tree, level.before);
        List<RawTree> older =
                level.before.stream().map(trees::read).map(RawTree::new).toList();
        RawTree entries = new RawTree(trees.read(level.tree));
        while (entries.next()) {
            if (!entries.isSubmodule()) {
                entry(level.path, entries, older, out);
            }
        }
    }

    private void entry(TreePath folder, RawTree entry, List<RawTree> older, Differences out) {
        ObjectId id = entry.id();
        List<ObjectId> before = new ArrayList<>(older.size());
        for (RawTree tree : older) {
            ObjectId old = tree.seek(entry);
            if (old != null && alike.test(id, old)) {
                return;
            }
            if (old != null) {
                before.add(old);
            }
        }
        if (!interesting.test(id)) {
            return;
        }
        TreePath path = folder.in(entry.name());
        if (entry.isTree()) {
            open.push(new Level(path, id, before));
        } else {
            out.blob(path, id, before);
        }
    }

    private void removed(Level level, ObjectId older, Differences out) {
        RawTree now = new RawTree(trees.read(level.tree));
        RawTree entries = new RawTree(trees.read(older));
        while (entries.next()) {
            ObjectId still = now.seek(entries);
            if (entries.isTree()) {
                ObjectId tree = still == null ? EMPTY : still;
                open.push(new Level(level.path.in(entries.name()), tree, List.of(entries.id())));
            } else if (still == null && !entries.isSubmodule()) {
                out.blob(level.path.in(entries.name()), entries.id(), List.of());
            }
        }
    }
}
