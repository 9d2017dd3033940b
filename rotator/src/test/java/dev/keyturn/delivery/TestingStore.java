package dev.keyturn.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A store in memory that keeps what a store promises, and breaks down when told to. It counts versions 1, 2, 3 and
 * remembers every key that it ever served.
 */
public final class TestingStore implements Store {
    private final Map<Place, List<Held>> places = new ConcurrentHashMap<>();
    private final Map<Place, Notes> notes = new ConcurrentHashMap<>();
    private final Queue<Breakdown> breakdowns = new ConcurrentLinkedQueue<>();
    private volatile Optional<Trouble> trouble = Optional.empty();

    /** What may happen to one write. */
    public enum Breakdown {
        /** The key does not arrive and nobody knows. */
        LOST_BEFORE,
        /** The key arrives and nobody knows. */
        LOST_AFTER
    }

    /** Has every call meet a trouble until {@link #mend}. */
    public void breakDown(Trouble.Kind kind) {
        trouble = Optional.of(Trouble.of(kind, "the store is " + kind, "mend it"));
    }

    /** Ends a trouble. */
    public void mend() {
        trouble = Optional.empty();
    }

    /** Has the next writes end in doubt, one breakdown each. */
    public void loseNext(Breakdown... next) {
        breakdowns.addAll(List.of(next));
    }

    /** Somebody else writes a key, whatever the version. */
    public synchronized Version intrude(Place place, Held foreign) {
        return append(place, new Delivery(place, current(place), foreign.key(), foreign.keyId()));
    }

    /** Everything that the place ever served, oldest first. */
    public synchronized List<Held> history(Place place) {
        return List.copyOf(places.getOrDefault(place, List.of()));
    }

    /** The notes beside the key. */
    public Optional<Notes> notes(Place place) {
        return Optional.ofNullable(notes.get(place));
    }

    @Override
    public synchronized Readiness check(Place place) {
        return trouble.<Readiness>map(now -> now).orElseGet(() -> new Readiness.Ready(current(place)));
    }

    @Override
    public synchronized Reading read(Place place) {
        List<Held> held = places.getOrDefault(place, List.of());
        Reading found = held.isEmpty() ? new Reading.Absent() : new Reading.Found(held.get(held.size() - 1));
        return trouble.<Reading>map(now -> now).orElse(found);
    }

    @Override
    public synchronized Writing write(Delivery delivery) {
        if (trouble.isPresent()) {
            return trouble.get();
        }
        Breakdown breakdown = breakdowns.poll();
        if (breakdown == Breakdown.LOST_BEFORE) {
            return new Writing.Ambiguous("lost before it arrived");
        }
        Writing outcome = arrived(delivery);
        return breakdown == null ? outcome : new Writing.Ambiguous("lost after it arrived");
    }

    @Override
    public Optional<Trouble> annotate(Place place, Notes beside) {
        if (trouble.isEmpty()) {
            notes.put(place, beside);
        }
        return trouble;
    }

    @Override
    public String address(Place place) {
        return "memory/" + place;
    }

    private Writing arrived(Delivery delivery) {
        Reading now = read(delivery.place());
        if (now instanceof Reading.Found found
                && found.held().key().equals(delivery.key())
                && found.held().keyId().equals(delivery.keyId())) {
            return new Writing.Written(found.held().version());
        }
        return current(delivery.place()).equals(delivery.expected())
                ? new Writing.Written(append(delivery.place(), delivery))
                : new Writing.Conflict(now);
    }

    private Version append(Place place, Delivery delivery) {
        List<Held> held = places.computeIfAbsent(place, any -> new ArrayList<>());
        Version version = new Version(Integer.toString(held.size() + 1));
        held.add(new Held(version, delivery.key(), delivery.keyId()));
        return version;
    }

    private Version current(Place place) {
        List<Held> held = places.getOrDefault(place, List.of());
        return held.isEmpty() ? Version.NONE : held.get(held.size() - 1).version();
    }
}
