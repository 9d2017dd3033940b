package dev.keyturn.source.git;

import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * One thread's view of the object store. JGit gives up a whole pack at the first damaged object in it; this opens the
 * store again and goes on behind it.
 */
final class Objects implements AutoCloseable {
    /** The largest commit, tag or tree that is taken into memory, in bytes. */
    static final int LARGEST = 256 << 20;

    private final GitRepository repository;
    private Repository store;
    private ObjectReader reader;

    Objects(GitRepository repository) {
        this.repository = repository;
        this.store = repository.jgit();
        store.incrementOpen();
        this.reader = store.newObjectReader();
    }

    /**
     * Opens an object that is listed as stored.
     *
     * @throws IOException if it is missing or damaged
     */
    ObjectLoader open(AnyObjectId id) throws IOException {
        try {
            return reader.open(id);
        } catch (IOException | RuntimeException e) {
            reopen();
            return retry(id);
        }
    }

    /** The object's bytes, or null if it is missing, damaged, of another type or too large to be one. */
    byte @Nullable [] read(AnyObjectId id, int type) {
        try {
            ObjectLoader loader = openIfThere(id);
            return loader.getType() == type ? loader.getBytes(LARGEST) : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    @Nullable
    CommitNode commit(ObjectId id) {
        byte[] raw = read(id, Constants.OBJ_COMMIT);
        try {
            return raw == null ? null : CommitNode.parse(id, raw);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What is not there is not looked for again, unless a pack has been given up meanwhile that may hold it. */
    private ObjectLoader openIfThere(AnyObjectId id) throws IOException {
        try {
            return reader.open(id);
        } catch (MissingObjectException e) {
            if (!repository.hasGivenUpPacks(store)) {
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            // The next attempt decides: a fresh view knows nothing of earlier damage.
        }
        reopen();
        return retry(id);
    }

    private ObjectLoader retry(AnyObjectId id) throws IOException {
        try {
            return reader.open(id);
        } catch (IOException | RuntimeException e) {
            reopen();
            throw e instanceof IOException failure ? failure : new IOException("damaged", e);
        }
    }

    private void reopen() throws IOException {
        close();
        store = repository.again();
        reader = store.newObjectReader();
    }

    @Override
    public void close() {
        reader.close();
        store.close();
    }
}
