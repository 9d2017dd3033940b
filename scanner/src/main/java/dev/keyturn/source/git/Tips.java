package dev.keyturn.source.git;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.jspecify.annotations.Nullable;

/**
 * What refs point to, tags followed to their end.
 *
 * @param commits commits
 * @param tags tag objects on the way, with the ref's name
 * @param trees trees that a ref points to directly
 * @param blobs blobs likewise
 */
record Tips(
        Set<ObjectId> commits, Map<ObjectId, String> tags, Map<ObjectId, String> trees, Map<ObjectId, String> blobs) {
    private static final int LONGEST_CHAIN = 32;

    static Tips of(Map<String, ObjectId> roots, Objects objects) {
        Tips tips =
                new Tips(new LinkedHashSet<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        roots.forEach((name, id) -> tips.follow(name, id, objects));
        return tips;
    }

    private void follow(String name, ObjectId root, Objects objects) {
        ObjectId id = root;
        for (int i = 0; i < LONGEST_CHAIN && id != null; i++) {
            id = step(name, id, objects);
        }
    }

    private @Nullable ObjectId step(String name, ObjectId id, Objects objects) {
        try {
            ObjectLoader loader = objects.open(id);
            switch (loader.getType()) {
                case Constants.OBJ_COMMIT -> commits.add(id);
                case Constants.OBJ_TREE -> trees.put(id, name);
                case Constants.OBJ_BLOB -> blobs.put(id, name);
                default -> {
                    tags.put(id, name);
                    return ObjectId.fromString(loader.getCachedBytes(), "object ".length());
                }
            }
        } catch (IOException | RuntimeException e) {
            return null;
        }
        return null;
    }
}
