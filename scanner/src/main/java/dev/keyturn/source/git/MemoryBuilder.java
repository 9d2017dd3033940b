package dev.keyturn.source.git;

import dev.keyturn.pack.IdTable;
import dev.keyturn.pack.Stretches;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Traced;
import dev.keyturn.source.git.Memory.Spot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<ObjectId, Stretches> hits = new LinkedHashMap<>();
    private Map<ObjectId, BitSet> holders = Map.of();

    MemoryBuilder(Memory earlier, Seen seen) {
        this.earlier = earlier;
        this.seen = seen;
        earlier.hits().forEach((object, hit) -> hits.put(object, hit.open()));
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
    void hits(Map<ObjectId, Stretches> objects) {
        hits.putAll(objects);
    }

    /** Sets which refs contain what, by their numbers in the roots. */
    void holders(Map<ObjectId, BitSet> commits) {
        holders = commits;
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
                holders,
                List.copyOf(gaps),
                objects);
    }

    private Map<ObjectId, Memory.Hit> spots() {
        Map<Sighting, Map<Integer, Place>> places = new HashMap<>();
        int number = 0;
        for (Traced traced : seen.places()) {
            places.computeIfAbsent(traced.sighting(), sighting -> new LinkedHashMap<>())
                    .put(number++, traced.place());
        }
        Map<ObjectId, Memory.Hit> spots = new LinkedHashMap<>();
        seen.objects().forEach(object -> hits.putIfAbsent(object, new Stretches()));
        hits.forEach((object, open) -> {
            Map<Spot, Map<Integer, Place>> here = new LinkedHashMap<>();
            for (Sighting sighting : seen.of(object)) {
                here.put(
                        new Spot(sighting.inner(), sighting.line(), sighting.turn()),
                        places.getOrDefault(sighting, Map.of()));
            }
            spots.put(object, new Memory.Hit(open, here));
        });
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
