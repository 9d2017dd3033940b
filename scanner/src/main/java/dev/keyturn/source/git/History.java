package dev.keyturn.source.git;

import dev.keyturn.pack.StoreListing;
import dev.keyturn.source.Look;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sink;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What there is to read of a history.
 *
 * @param repository the repository
 * @param extent how much of it
 * @param roots each ref with what it points to
 * @param refsLost whether refs could not be read: then no object is known to be unreachable
 * @param listing the files of the object store
 * @param borrows whether some of them are other repositories'
 */
record History(
        GitRepository repository,
        HistorySource.Extent extent,
        Map<String, ObjectId> roots,
        boolean refsLost,
        StoreListing listing,
        boolean borrows) {
    /** Whether objects count that nothing reaches. */
    boolean unreachable() {
        return extent.unreachable() || refsLost;
    }

    /** Whether all that the refs reach is wanted, and nothing else, so that the next scan can go on from this one. */
    boolean continuable() {
        return extent.equals(HistorySource.Extent.everyRef()) && !refsLost && !borrows;
    }

    /** Hands over names of refs; true if something was seen in one. */
    boolean handOver(Collection<String> refs, Sink sink) {
        boolean seen = false;
        for (String ref : refs) {
            byte[] bytes = ref.getBytes(StandardCharsets.UTF_8);
            Place place = new Place(repository.name(), Place.Kind.REF_NAME, ref, 1, null);
            seen |= sink.piece(new Piece(ref, place, bytes, bytes.length, 1)) == Look.SIGHTED;
        }
        return seen;
    }
}
