package dev.keyturn.source.git;

import dev.keyturn.pack.SingleObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
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

    static Tips none() {
        return new Tips(new LinkedHashSet<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    static Tips of(Map<String, ObjectId> roots, Objects objects) {
        Tips tips = none();
        roots.forEach((name, id) -> tips.follow(name, id, objects));
        return tips;
    }

    /** The commits that each ref leads to. */
    static Map<String, Set<ObjectId>> byRef(Map<String, ObjectId> roots, Objects objects) {
        Map<String, Set<ObjectId>> commits = new LinkedHashMap<>();
        roots.forEach((ref, id) -> commits.put(ref, of(Map.of(ref, id), objects).commits()));
        return commits;
    }

    void addAll(Tips more) {
        commits.addAll(more.commits);
        tags.putAll(more.tags);
        trees.putAll(more.trees);
        blobs.putAll(more.blobs);
    }

    /** What others do not point to as well; commits stay, since those of the others bound a walk. */
    Tips without(Tips others) {
        tags.keySet().removeAll(others.tags.keySet());
        trees.keySet().removeAll(others.trees.keySet());
        blobs.keySet().removeAll(others.blobs.keySet());
        return this;
    }

    /** How much there is beside commits. */
    int beside() {
        return tags.size() + trees.size() + blobs.size();
    }

    /** Whether nothing was found to point to: a tag alone leads nowhere. */
    boolean isEmpty() {
        return commits.isEmpty() && trees.isEmpty() && blobs.isEmpty();
    }

    private void follow(String name, ObjectId root, Objects objects) {
        ObjectId id = root;
        for (int i = 0; i < LONGEST_CHAIN && id != null; i++) {
            id = step(name, id, objects);
        }
    }

    private @Nullable ObjectId step(String name, ObjectId id, Objects objects) {
        try {
            SingleObject object = objects.open(id);
            switch (object.kind()) {
                case COMMIT -> commits.add(id);
                case TREE -> trees.put(id, name);
                case BLOB -> blobs.put(id, name);
                case TAG -> {
                    tags.put(id, name);
                    return ObjectId.fromString(object.bytes(Objects.LARGEST), "object ".length());
                }
            }
        } catch (IOException | RuntimeException e) {
            return null;
        }
        return null;
    }
}
