package dev.keyturn.source.git;

import dev.keyturn.concurrent.Workers;
import dev.keyturn.pack.SingleObject;
import dev.keyturn.pack.Stretches;
import dev.keyturn.source.Look;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.lib.ObjectId;

/** Has a scan see again what an earlier one saw: the memory holds where that was, the objects still hold what. */
final class Recall {
    /** Neighbours share their bases, so that one thread reads so many of them. */
    private static final int BATCH = 32;

    private final Memory memory;
    private final GitRepository repository;
    private final Sink sink;
    private final AtomicBoolean failed = new AtomicBoolean();

    Recall(Memory memory, GitRepository repository, Sink sink) {
        this.memory = memory;
        this.repository = repository;
        this.sink = sink;
    }

    /** Hands over the parts in which something was seen; false if one cannot be read, or nothing is seen in it. */
    boolean run() {
        Workers.run(List.copyOf(memory.hits().entrySet()), BATCH, Reader::new);
        if (!failed.get()) {
            sink.tally().known.add(memory.objects());
        }
        return !failed.get();
    }

    /** One thread's. */
    private final class Reader implements Workers.Worker<Map.Entry<ObjectId, Memory.Hit>> {
        private final Objects objects = new Objects(repository);

        @Override
        public void accept(Map.Entry<ObjectId, Memory.Hit> hit) {
            try {
                if (!failed.get() && look(hit.getKey(), hit.getValue().open()) != Look.SIGHTED) {
                    failed.set(true);
                }
            } catch (IOException e) {
                failed.set(true);
            }
        }

        private Look look(ObjectId id, Stretches open) throws IOException {
            SingleObject object = objects.open(id);
            if (object.large()) {
                try (InputStream stream = object.stream()) {
                    return sink.stream(id.name(), null, stream);
                }
            }
            byte[] bytes = object.bytes(Integer.MAX_VALUE);
            Stretches parts = open.isEmpty() ? Stretches.whole(bytes.length) : open;
            return sink.piece(new Piece(id::name, null, bytes, bytes.length, 1, parts));
        }

        @Override
        public void close() {
            objects.close();
        }
    }
}
