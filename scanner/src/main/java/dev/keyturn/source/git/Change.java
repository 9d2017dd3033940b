package dev.keyturn.source.git;

import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A path that a commit, or the next one, changes.
 *
 * @param commit the commit; null for the next one, and for a tree that a ref names
 * @param path the path
 * @param blob what it has now; null if it is gone
 * @param before what the predecessors had at that path
 */
record Change(
        @Nullable ObjectId commit, TreePath path, @Nullable ObjectId blob, List<ObjectId> before) {}
