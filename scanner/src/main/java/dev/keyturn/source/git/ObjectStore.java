package dev.keyturn.source.git;

import dev.keyturn.pack.StoreListing;
import dev.keyturn.pack.StoredObjects;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import org.eclipse.jgit.lib.AnyObjectId;

/** Every object of a listing, by id and by number. */
final class ObjectStore implements AutoCloseable {
    private final StoredObjects objects;

    private ObjectStore(StoredObjects objects) {
        this.objects = objects;
    }

    /** Opens what is listed; a pack that cannot be read is skipped. */
    static ObjectStore of(StoreListing listing, Sink sink) {
        return new ObjectStore(StoredObjects.of(listing, gap -> sink.skip(new Skipped(gap.name(), gap.reason()))));
    }

    StoredObjects objects() {
        return objects;
    }

    boolean isEmpty() {
        return objects.count() == 0;
    }

    boolean has(AnyObjectId id) {
        return number(id) >= 0;
    }

    /** The object's number, or -1 if it is not stored. */
    int number(AnyObjectId id) {
        return objects.find(RawId.of(id), 0);
    }

    @Override
    public void close() {
        objects.close();
    }
}
