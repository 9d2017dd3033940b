package dev.keyturn.source.git;

import dev.keyturn.pack.Kind;
import dev.keyturn.pack.SingleObject;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/** Gives JGit's walks the trees that they ask for, from the same reader as everything else. */
final class StoredReader extends ObjectReader {
    private final Objects objects;

    StoredReader(Objects objects) {
        this.objects = objects;
    }

    @Override
    public ObjectReader newReader() {
        return new StoredReader(objects);
    }

    @Override
    public Collection<ObjectId> resolve(AbbreviatedObjectId id) {
        return id.isComplete() ? List.of(id.toObjectId()) : List.of();
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int kind) throws IOException {
        SingleObject object = objects.open(id);
        if (object.kind() != Kind.TREE || kind != Constants.OBJ_TREE) {
            throw new IncorrectObjectTypeException(id.toObjectId(), Constants.TYPE_TREE);
        }
        return new ObjectLoader.SmallObject(Constants.OBJ_TREE, object.bytes(Objects.LARGEST));
    }

    @Override
    public Set<ObjectId> getShallowCommits() {
        return Set.of();
    }

    @Override
    public void close() {}
}
