package dev.keyturn.source.git;

import dev.keyturn.pack.IdTable;
import dev.keyturn.pack.Stretches;
import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a scan of a history leaves to the next one of the same history with the same rules: what it has covered, and where
 * what it saw stands. Never what it saw.
 *
 * @param packs names of the packs whose objects were read
 * @param loose ids of the loose objects that were read, in order
 * @param roots each ref with what it pointed to
 * @param commits the commits that the roots reach
 * @param trees the trees that lead to something that was seen
 * @param signatures what they lead to, in the same order
 * @param hits the objects in which something was seen
 * @param holders of commits in which something was introduced, the refs that contain each, by their numbers in the roots
 * @param gaps what could not be read
 * @param objects how many objects were read
 */
record Memory(
        Set<String> packs,
        byte[] loose,
        Map<String, ObjectId> roots,
        IdTable commits,
        IdTable trees,
        long[] signatures,
        Map<ObjectId, Hit> hits,
        Map<ObjectId, BitSet> holders,
        List<Skipped> gaps,
        long objects) {
    /**
     * What was seen in an object.
     *
     * @param open the parts to look at to see it again; none: all of it
     * @param places where each sighting stands, numbered in the order in which all places were found
     */
    record Hit(Stretches open, Map<Spot, Map<Integer, Place>> places) {}

    /**
     * A sighting in an object, whatever number its secret has.
     *
     * @param inner path inside the archive that the object is
     * @param line counted from 1
     * @param turn how many there were on that line before
     */
    record Spot(String inner, int line, int turn) {}

    /** Nothing is remembered. */
    static Memory none() {
        IdTable empty = new IdTable(new byte[0]);
        return new Memory(Set.of(), new byte[0], Map.of(), empty, empty, new long[0], Map.of(), Map.of(), List.of(), 0);
    }

    /** What the tree whose id stands in {@code bytes} from an offset on leads to; 0 if nothing is known of it. */
    long signature(byte[] bytes, int offset) {
        int number = trees.find(bytes, offset);
        return number < 0 ? 0 : signatures[number];
    }

    boolean isEmpty() {
        return roots.isEmpty();
    }
}
