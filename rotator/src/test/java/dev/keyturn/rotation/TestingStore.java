package dev.keyturn.rotation;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Notes;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Store;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store in memory that keeps every promise, and breaks it when told to. */
public final class TestingStore implements Store {
    private final Map<Place, Reading> places = new HashMap<>();
    private final Map<Place, Integer> versions = new HashMap<>();
    private final List<String> written = new ArrayList<>();
    private final Map<Version, Reading> past = new HashMap<>();
    private @Nullable Trouble trouble;
    private boolean losesNextAnswer;
    private boolean writesBeforeLosing;

    /** Every call answers so from now on. */
    public synchronized void setTrouble(@Nullable Trouble trouble) {
        this.trouble = trouble;
    }

    /** The answer of the next write is lost, before or after the write was done. */
    public synchronized void loseNextAnswer(boolean afterWriting) {
        losesNextAnswer = true;
        writesBeforeLosing = afterWriting;
    }

    /** Somebody else writes something of their own. */
    public synchronized void overwrite(Place place) {
        int version = versions.merge(place, 1, Integer::sum);
        places.put(place, new Reading.Foreign(version(version), "it holds the field 'password'"));
    }

    /** A person puts an earlier version back, as a new one. */
    synchronized void putBack(Place place, Version version) {
        if (past.get(key(place, version)) instanceof Reading.Found found) {
            Version next = version(versions.merge(place, 1, Integer::sum));
            places.put(
                    place,
                    new Reading.Found(
                            new Held(next, found.held().key(), found.held().keyId())));
        }
    }

    /** How many versions were ever written. */
    public synchronized int versions(Place place) {
        return versions.getOrDefault(place, 0);
    }

    /** The ids of the keys that became versions, in order. */
    public synchronized List<String> written() {
        return List.copyOf(written);
    }

    public synchronized Optional<Held> served(Place place) {
        return places.get(place) instanceof Reading.Found found ? Optional.of(found.held()) : Optional.empty();
    }

    @Override
    public synchronized Readiness check(Place place) {
        return trouble == null ? new Readiness.Ready(current(place)) : trouble;
    }

    @Override
    public synchronized Reading read(Place place) {
        return trouble == null ? there(place) : trouble;
    }

    @Override
    public synchronized Reading read(Place place, Version version) {
        return trouble == null ? past.getOrDefault(key(place, version), new Reading.Absent()) : trouble;
    }

    private static Version key(Place place, Version version) {
        return new Version(place + "@" + version);
    }

    @Override
    public synchronized Writing write(Delivery delivery) {
        if (trouble != null) {
            return trouble;
        }
        if (losesNextAnswer) {
            losesNextAnswer = false;
            if (writesBeforeLosing) {
                put(delivery);
            }
            return new Writing.Ambiguous("the answer was lost");
        }
        return put(delivery);
    }

    private Writing put(Delivery delivery) {
        Place place = delivery.place();
        Reading there = there(place);
        if (there instanceof Reading.Found found && found.held().key().equals(delivery.key())) {
            return new Writing.Written(found.held().version());
        }
        if (!current(place).equals(delivery.expected())) {
            return new Writing.Conflict(there);
        }
        Version next = version(versions.merge(place, 1, Integer::sum));
        written.add(delivery.keyId());
        places.put(place, new Reading.Found(new Held(next, delivery.key(), delivery.keyId())));
        past.put(key(place, next), there(place));
        return new Writing.Written(next);
    }

    @Override
    public Optional<Trouble> annotate(Place place, Notes notes) {
        return Optional.empty();
    }

    @Override
    public String address(Place place) {
        return "memory:" + place;
    }

    private Reading there(Place place) {
        return places.getOrDefault(place, new Reading.Absent());
    }

    private Version current(Place place) {
        int version = versions(place);
        return version == 0 ? Version.NONE : version(version);
    }

    private static Version version(int number) {
        return new Version(Integer.toString(number));
    }
}
