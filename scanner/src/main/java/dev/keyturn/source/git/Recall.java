package dev.keyturn.source.git;

import dev.keyturn.pack.SingleObject;
import dev.keyturn.pack.Stretches;
import dev.keyturn.source.Look;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/** Has a scan see again what an earlier one saw: the memory holds where that was, the objects still hold what. */
final class Recall {
    private final Memory memory;
    private final Objects objects;
    private final Sink sink;

    Recall(Memory memory, Objects objects, Sink sink) {
        this.memory = memory;
        this.objects = objects;
        this.sink = sink;
    }

    /** Hands over the parts in which something was seen; false if one cannot be read, or nothing is seen in it. */
    boolean run() {
        try {
            for (Map.Entry<ObjectId, Memory.Hit> hit : memory.hits().entrySet()) {
                if (look(
                                hit.getKey(),
                                objects.open(hit.getKey()),
                                hit.getValue().open())
                        != Look.SIGHTED) {
                    return false;
                }
            }
        } catch (IOException e) {
            return false;
        }
        sink.tally().known.add(memory.objects());
        return true;
    }

    private Look look(ObjectId id, SingleObject object, Stretches open) throws IOException {
        if (object.large()) {
            try (InputStream stream = object.stream()) {
                return sink.stream(id.name(), null, stream);
            }
        }
        byte[] bytes = object.bytes(Integer.MAX_VALUE);
        Stretches parts = open.isEmpty() ? Stretches.whole(bytes.length) : open;
        return sink.piece(new Piece(id::name, null, bytes, bytes.length, 1, parts));
    }
}
