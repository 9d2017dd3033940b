package dev.keyturn.source.git;

import dev.keyturn.pack.StoredObjects;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.AnyObjectId;

/** Every object of a repository and its alternates, by id and by number. */
final class ObjectStore implements AutoCloseable {
    private static final int ID = 20;

    private final StoredObjects objects;
    private final boolean borrows;

    private ObjectStore(StoredObjects objects, boolean borrows) {
        this.objects = objects;
        this.borrows = borrows;
    }

    static ObjectStore empty() {
        return new ObjectStore(StoredObjects.none(), false);
    }

    /** Lists the objects; a pack that cannot be read is skipped. */
    static ObjectStore list(GitRepository repository, Sink sink) {
        List<Path> directories = new ObjectDirectories(sink::skip).of(repository);
        StoredObjects objects = StoredObjects.in(directories, gap -> sink.skip(new Skipped(gap.name(), gap.reason())));
        return new ObjectStore(objects, directories.size() > 1);
    }

    /** Whether objects are borrowed from other repositories. */
    boolean borrows() {
        return borrows;
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
        byte[] raw = new byte[ID];
        id.copyRawTo(raw, 0);
        return objects.find(raw, 0);
    }

    @Override
    public void close() {
        objects.close();
    }
}
