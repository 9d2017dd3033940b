package dev.keyturn.source.git;

import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Traced;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/** What was seen, by object, and the places that are found for it. */
final class Seen {
    private static final Comparator<Sighting> BY_SPOT = Comparator.comparing(Sighting::inner)
            .thenComparingInt(Sighting::line)
            .thenComparingInt(Sighting::turn);

    private static final Comparator<Place> BY_NAME =
            Comparator.comparing(Place::kind).thenComparing(Place::file).thenComparingInt(Place::line);

    private static final Comparator<Place> COMMITS_FIRST = Comparator.comparing((Place place) -> place.commit() == null)
            .thenComparing((one, other) -> one.commit() == null ? BY_NAME.compare(one, other) : 0);

    private final Map<ObjectId, List<Sighting>> byObject = new HashMap<>();
    private final Set<Traced> places = new LinkedHashSet<>();
    private final Set<Sighting> placed = new HashSet<>();

    Seen(Collection<Sighting> unordered) {
        for (Sighting sighting : unordered) {
            byObject.computeIfAbsent(ObjectId.fromString(sighting.piece()), id -> new ArrayList<>(1))
                    .add(sighting);
        }
        byObject.values().forEach(sightings -> sightings.sort(BY_SPOT));
    }

    boolean in(ObjectId object) {
        return byObject.containsKey(object);
    }

    Set<ObjectId> objects() {
        return byObject.keySet();
    }

    List<Sighting> of(ObjectId object) {
        return byObject.getOrDefault(object, List.of());
    }

    /** Whether a secret was seen in one of the objects. */
    boolean secretIn(int secret, Collection<ObjectId> objects) {
        return objects.stream().flatMap(id -> of(id).stream()).anyMatch(sighting -> sighting.secret() == secret);
    }

    void place(Sighting sighting, Place place) {
        places.add(new Traced(sighting, place));
        placed.add(sighting);
    }

    boolean placed(Sighting sighting) {
        return placed.contains(sighting);
    }

    /** The commits of the places. */
    Set<String> commits() {
        Set<String> commits = new LinkedHashSet<>();
        for (Traced traced : places) {
            if (traced.place().commit() != null) {
                commits.add(traced.place().commit().id());
            }
        }
        return commits;
    }

    /** Those with a commit in the order in which they were found, then the others by what and where they are. */
    List<Traced> places() {
        List<Traced> sorted = new ArrayList<>(places);
        sorted.sort(Comparator.comparing(Traced::place, COMMITS_FIRST));
        return sorted;
    }

    /** The path of a sighting in a file: that of the file, and inside an archive its entry's. */
    static String file(String path, Sighting sighting) {
        return sighting.inner().isEmpty() ? path : path + "!" + sighting.inner();
    }
}
