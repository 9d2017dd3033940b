package dev.keyturn.source.git;

import dev.keyturn.source.Piece;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.MutableObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.jspecify.annotations.Nullable;

/**
 * Reads stored objects once each, in pack order, on every core: blobs, commits and tags as they are, of trees the names.
 * It keeps the commits, and what trees name and the store lacks.
 */
final class Sweep {
    /** Neighbours in a pack that one thread reads, so that it meets the bases of their deltas again. */
    private static final int BATCH = 512;

    private final GitRepository repository;
    private final ObjectStore store;
    private final Sink sink;
    private final Map<ObjectId, CommitNode> commits = new ConcurrentHashMap<>();
    private final Map<ObjectId, String> missing = new ConcurrentHashMap<>();
    private final LongAdder read = new LongAdder();
    private final LongAdder failed = new LongAdder();

    Sweep(GitRepository repository, ObjectStore store, Sink sink) {
        this.repository = repository;
        this.store = store;
        this.sink = sink;
    }

    /** Reads the objects. */
    void read(List<StoredObject> objects) {
        sink.tally().expectedObjects.add(objects.size());
        Workers.run(objects, BATCH, Reader::new);
    }

    /** The commits that were read. */
    Map<ObjectId, CommitNode> commits() {
        return commits;
    }

    /** Whether no object could be read at all. */
    boolean isEmpty() {
        return read.sum() == 0;
    }

    /** Whether objects that are there could not be read: what they name may have become unreachable by that. */
    boolean damaged() {
        return failed.sum() > 0;
    }

    /** What was named and is not there, with the name. */
    Map<ObjectId, String> missing() {
        return missing;
    }

    private final class Reader implements Workers.Worker<StoredObject> {
        private final Objects objects = new Objects(repository);
        private final MutableObjectId entryId = new MutableObjectId();

        @Override
        public void accept(StoredObject object) {
            sink.tally().objects.increment();
            try {
                read(object, objects.open(object));
                read.increment();
            } catch (MissingObjectException e) {
                fail(new Skipped(object.name(), "the pack that holds this object is damaged"));
            } catch (IOException | IllegalArgumentException | LargeObjectException e) {
                fail(new Skipped(object.name(), "damaged object"));
            } catch (RuntimeException e) {
                fail(Skipped.byFault(object.name(), e));
            }
        }

        private void fail(Skipped skipped) {
            failed.increment();
            sink.skip(skipped);
        }

        private void read(StoredObject object, ObjectLoader loader) throws IOException {
            switch (loader.getType()) {
                case Constants.OBJ_BLOB -> blob(object, loader);
                case Constants.OBJ_COMMIT -> commit(object, loader.getBytes(Objects.LARGEST));
                case Constants.OBJ_TREE -> tree(object, loader.getBytes(Objects.LARGEST));
                default -> piece(object, loader.getBytes(Objects.LARGEST));
            }
        }

        private void blob(StoredObject object, ObjectLoader loader) throws IOException {
            sink.tally().blobs.increment();
            if (loader.isLarge()) {
                try (InputStream stream = loader.openStream()) {
                    sink.stream(object.name(), null, stream);
                }
            } else {
                piece(object, loader.getCachedBytes());
            }
        }

        private void commit(StoredObject object, byte[] raw) {
            sink.tally().commits.increment();
            CommitNode node = CommitNode.parse(object, raw);
            commits.put(node, node);
            piece(object, raw);
        }

        private void tree(StoredObject object, byte[] raw) {
            byte[] names = new byte[raw.length];
            int length = 0;
            RawTree entries = new RawTree(raw);
            List<StoredObject> children = new ArrayList<>();
            while (entries.next()) {
                length = entries.copyName(names, length);
                entryId.fromRaw(raw, entries.idOffset());
                StoredObject child = store.get(entryId);
                if (child != null) {
                    children.add(child);
                } else if (!entries.isSubmodule()) {
                    missing.putIfAbsent(entryId.toObjectId(), entries.name());
                }
            }
            object.children(children.toArray(StoredObject[]::new));
            sink.piece(new Piece(object.name(), null, names, length, 1));
        }

        private void piece(StoredObject object, byte[] bytes) {
            sink.tally().bytes.add(bytes.length);
            sink.piece(new Piece(object.name(), null, bytes, bytes.length, 1));
        }

        @Override
        public void close() {
            objects.close();
        }
    }

    /** The commit, read or not, or null. */
    @Nullable
    CommitNode commit(ObjectId id) {
        return commits.get(id);
    }
}
