package dev.keyturn.source.git;

import dev.keyturn.pack.Kind;
import dev.keyturn.pack.SingleObject;
import dev.keyturn.source.Look;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Reads objects one by one whatever their size: the few that are asked for by their ids. */
final class SingleReads implements AutoCloseable {
    private final Objects objects;
    private final Sink sink;
    private final Taker taker;

    /** Takes commits, trees and tags; blobs go to the sink at once, since not all of them fit into memory. */
    @FunctionalInterface
    interface Taker {
        void take(Kind kind, ObjectId id, byte[] bytes);
    }

    SingleReads(GitRepository repository, Sink sink, Taker taker) {
        this.objects = new Objects(repository);
        this.sink = sink;
        this.taker = taker;
    }

    /**
     * Reads an object that is listed as stored.
     *
     * @return what the look at a blob came to; null if it could not be read, which the sink was told
     */
    @Nullable
    Look read(ObjectId id) {
        try {
            return take(id, objects.open(id));
        } catch (MissingObjectException e) {
            sink.skip(new Skipped(id.name(), "the pack that holds this object is damaged"));
        } catch (IOException | IllegalArgumentException e) {
            sink.skip(new Skipped(id.name(), "damaged object"));
        } catch (RuntimeException e) {
            sink.skip(Skipped.byFault(id.name(), e));
        }
        return null;
    }

    /** Whether the object is stored at all. */
    boolean has(ObjectId id) {
        return objects.has(id);
    }

    private Look take(ObjectId id, SingleObject object) throws IOException {
        if (object.kind() == Kind.BLOB) {
            return blob(id, object);
        }
        taker.take(object.kind(), id, object.bytes(Objects.LARGEST));
        return Look.OPEN;
    }

    private Look blob(ObjectId id, SingleObject object) throws IOException {
        sink.tally().blobs.increment();
        if (object.large()) {
            try (InputStream stream = object.stream()) {
                return sink.stream(id.name(), null, stream);
            }
        }
        byte[] bytes = object.bytes(Integer.MAX_VALUE);
        sink.tally().bytes.add(bytes.length);
        return sink.piece(new Piece(id.name(), null, bytes, bytes.length, 1));
    }

    @Override
    public void close() {
        objects.close();
    }
}
