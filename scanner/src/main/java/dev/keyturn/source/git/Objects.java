package dev.keyturn.source.git;

import dev.keyturn.pack.Kind;
import dev.keyturn.pack.SingleObject;
import dev.keyturn.pack.SingleObjects;
import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** One thread's view of single objects: what is damaged costs nothing but itself. */
final class Objects implements AutoCloseable {
    /** The largest commit, tag or tree that is taken into memory, in bytes. */
    static final int LARGEST = 64 << 20;

    private final SingleObjects objects;

    Objects(GitRepository repository) {
        this.objects = SingleObjects.in(new ObjectDirectories(gap -> {}).of(repository), gap -> {});
    }

    /**
     * Opens an object.
     *
     * @throws MissingObjectException if it is not stored
     * @throws IOException if it is damaged
     */
    SingleObject open(AnyObjectId id) throws IOException {
        SingleObject object = objects.find(RawId.of(id));
        if (object == null) {
            throw new MissingObjectException(id.toObjectId(), "object");
        }
        return object;
    }

    /** Whether the object is stored, damaged or not. */
    boolean has(AnyObjectId id) {
        return objects.has(RawId.of(id));
    }

    /** The object's bytes, or null if it is missing, damaged, of another kind or too large to be one. */
    byte @Nullable [] read(AnyObjectId id, Kind kind) {
        try {
            SingleObject object = open(id);
            return object.kind() == kind ? object.bytes(LARGEST) : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    @Nullable
    CommitNode commit(ObjectId id) {
        byte[] raw = read(id, Kind.COMMIT);
        try {
            return raw == null ? null : CommitNode.parse(id, raw);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public void close() {
        objects.close();
    }
}
