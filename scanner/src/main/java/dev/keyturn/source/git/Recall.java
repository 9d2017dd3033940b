package dev.keyturn.source.git;

import dev.keyturn.pack.SingleObject;
import dev.keyturn.pack.Stretches;
import dev.keyturn.source.Look;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sink;
import dev.keyturn.source.git.Memory.Spot;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

    /** Hands over the lines in which something was seen; false if one cannot be read, or nothing is seen in it. */
    boolean run() {
        try {
            for (Map.Entry<ObjectId, Map<Spot, List<Place>>> hit : memory.hits().entrySet()) {
                if (look(hit.getKey(), objects.open(hit.getKey()), hit.getValue()) != Look.SIGHTED) {
                    return false;
                }
            }
        } catch (IOException e) {
            return false;
        }
        sink.tally().known.add(memory.objects());
        return true;
    }

    private Look look(ObjectId id, SingleObject object, Map<Spot, List<Place>> spots) throws IOException {
        if (object.large()) {
            try (InputStream stream = object.stream()) {
                return sink.stream(id.name(), null, stream);
            }
        }
        byte[] bytes = object.bytes(Integer.MAX_VALUE);
        return sink.piece(new Piece(id::name, null, bytes, bytes.length, 1, lines(bytes, spots)));
    }

    /** The lines of what was seen; all of them if something was seen inside an archive, or only allowed. */
    private static Stretches lines(byte[] bytes, Map<Spot, List<Place>> spots) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (Spot spot : spots.keySet()) {
            numbers.add(spot.inner().isEmpty() ? spot.line() : 0);
        }
        if (numbers.isEmpty() || numbers.first() < 1) {
            return Stretches.whole(bytes.length);
        }
        Stretches stretches = new Stretches();
        int start = 0;
        int line = 1;
        for (int number : numbers) {
            while (line < number && start < bytes.length) {
                line += bytes[start++] == '\n' ? 1 : 0;
            }
            int stop = start;
            while (stop < bytes.length && bytes[stop] != '\n') {
                stop++;
            }
            stretches.add(start, stop);
        }
        return stretches;
    }
}
