package dev.keyturn.source.git;

import dev.keyturn.pack.IdTable;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.git.Memory.Spot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Puts a memory together from an earlier one and what a scan has added to it. */
final class MemoryBuilder {
    private static final int ID = Constants.OBJECT_ID_LENGTH;

    private final Memory earlier;
    private final Seen seen;
    private final List<byte[]> commits = new ArrayList<>();
    private final List<byte[]> trees = new ArrayList<>();
    private final Map<ByteBuffer, Long> signatures = new HashMap<>();
    private final Set<ObjectId> hits = new LinkedHashSet<>();

    MemoryBuilder(Memory earlier, Seen seen) {
        this.earlier = earlier;
        this.seen = seen;
        hits.addAll(earlier.hits().keySet());
        hits.addAll(seen.objects());
        addAll(earlier.commits(), commits);
        addAll(earlier.trees(), trees);
        for (int tree = 0; tree < trees.size(); tree++) {
            signatures.put(ByteBuffer.wrap(trees.get(tree)), earlier.signatures()[tree]);
        }
    }

    private static void addAll(IdTable ids, List<byte[]> target) {
        for (int number = 0; number < ids.count(); number++) {
            target.add(Arrays.copyOfRange(ids.bytes(), number * ID, number * ID + ID));
        }
    }

    void commits(Iterable<CommitNode> reached) {
        reached.forEach(commit -> commits.add(RawId.of(commit)));
    }

    /** Adds the trees of a store that lead to something. */
    void trees(ObjectStore store, Signatures leading) {
        for (int object = 0; object < store.objects().count(); object++) {
            if (leading.of(object) != 0) {
                byte[] id = new byte[ID];
                store.objects().copyId(object, id);
                trees.add(id);
                signatures.put(ByteBuffer.wrap(id), leading.of(object));
            }
        }
    }

    /** Adds objects in which something was seen, though perhaps nothing that is a sighting. */
    void hits(Collection<ObjectId> objects) {
        hits.addAll(objects);
    }

    Memory build(History history, List<Skipped> gaps, long objects) {
        IdTable leading = new IdTable(sorted(trees));
        long[] values = new long[leading.count()];
        for (int number = 0; number < values.length; number++) {
            ByteBuffer id = ByteBuffer.wrap(leading.bytes(), number * ID, ID).slice();
            values[number] = signatures.getOrDefault(id, 0L);
        }
        return new Memory(
                history.listing().packs(),
                history.listing().looseIds(),
                history.roots(),
                new IdTable(sorted(commits)),
                leading,
                values,
                spots(),
                List.copyOf(gaps),
                objects);
    }

    private Map<ObjectId, Map<Spot, List<Place>>> spots() {
        Map<Sighting, List<Place>> places = new HashMap<>();
        seen.places()
                .forEach(traced -> places.computeIfAbsent(traced.sighting(), sighting -> new ArrayList<>())
                        .add(traced.place()));
        Map<ObjectId, Map<Spot, List<Place>>> spots = new LinkedHashMap<>();
        for (ObjectId object : hits) {
            Map<Spot, List<Place>> here = new LinkedHashMap<>();
            for (Sighting sighting : seen.of(object)) {
                here.put(
                        new Spot(sighting.inner(), sighting.line(), sighting.turn()),
                        places.getOrDefault(sighting, List.of()));
            }
            spots.put(object, here);
        }
        return spots;
    }

    private static byte[] sorted(List<byte[]> ids) {
        ids.sort(Arrays::compareUnsigned);
        ByteBuffer all = ByteBuffer.allocate(ids.size() * ID);
        byte[] last = {};
        for (byte[] id : ids) {
            if (!Arrays.equals(id, last)) {
                all.put(id);
            }
            last = id;
        }
        return Arrays.copyOf(all.array(), all.position());
    }
}
