package dev.keyturn.source;

import dev.keyturn.complaint.Complaint;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What to read. A scan calls {@link #read}, then {@link #readBases}, {@link #trace} and {@link #keep}, once each; only
 * if what was read turns out not to be {@link #all} there is, it begins again.
 *
 * <p>The family: {@code HistorySource} (every ref), {@code ChangesSource} (staged, a range), {@code DirectorySource},
 * {@code StreamSource}, and {@code GithubSource} (an organisation's repositories).
 */
public interface Source extends AutoCloseable {
    /**
     * Hands over every distinct piece once, from one or several threads.
     *
     * @throws Complaint if nothing can be read at all
     */
    void read(Sink sink) throws Complaint;

    /**
     * Whether what was seen is all that there is to be seen. A source that has trusted what an earlier scan left to it,
     * and finds it contradicted, says no and reads everything when it is asked again.
     */
    default boolean all(Collection<Sighting> seen) {
        return true;
    }

    /**
     * Hands over what the seen pieces replaced, so that a secret which was there before is told from a new one. Most
     * sources have nothing to add.
     */
    default void readBases(Collection<Sighting> seen, Sink sink) throws Complaint {}

    /**
     * Finds the places of what was seen in pieces without a place, the earliest first. A sighting that is missing from the answer is not
     * part of what this source was asked for (an unreachable object, a line that was there before).
     */
    default List<Traced> trace(Collection<Sighting> seen) throws Complaint {
        return List.of();
    }

    /** What was read from, once it is: each ref with the id of what it points to. Empty where there are none. */
    default Map<String, String> heads() {
        return Map.of();
    }

    /** The refs that still contain each of these commits, by the commit's id, once the source is read. */
    default Map<String, List<String>> refsWith(Collection<String> commits) {
        return Map.of();
    }

    /**
     * Keeps what the next scan of the same can build on.
     *
     * @param revealing whether bytes hold something that must not be kept
     */
    default void keep(Predicate<byte[]> revealing) {}

    /** Gives back what the source holds. */
    @Override
    default void close() {}
}
