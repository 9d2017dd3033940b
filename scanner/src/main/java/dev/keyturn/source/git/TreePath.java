package dev.keyturn.source.git;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A path in a tree, put together only when somebody asks: trees may be nested thousands of levels deep. */
final class TreePath {
    /** Of the tree itself. */
    static final TreePath TOP = new TreePath(null, "");

    private final @Nullable TreePath folder;
    private final String name;

    private TreePath(@Nullable TreePath folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** What is in here under that name. */
    TreePath in(String entry) {
        return new TreePath(this, entry);
    }

    /** With slashes between names, and none at either end. */
    @Override
    public String toString() {
        Deque<String> names = new ArrayDeque<>();
        for (TreePath path = this; path != null; path = path.folder) {
            if (!path.name.isEmpty()) {
                names.push(path.name);
            }
        }
        return String.join("/", names);
    }
}
