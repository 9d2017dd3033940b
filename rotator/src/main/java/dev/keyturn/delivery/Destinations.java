package dev.keyturn.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several stores that are to serve the same key. Each is written on condition of its own version, one after the other in
 * the order of the configuration, so that of two writers the one that the first store takes decides which secret all of
 * them get. The whole serves a key only when every one does; what some serve already is {@link Reading.Partly} there, and
 * is delivered to the others.
 */
public final class Destinations implements Store {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    private final List<Destination> all;
    private final List<String> names;

    /**
     * One of them.
     *
     * @param name 1 to 32 of {@code a-z0-9-}; part of what is recorded, so it stays
     */
    public record Destination(String name, Store store) {
        /** @throws IllegalArgumentException if the name is not of that shape */
        public Destination {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("a destination's name is 1 to 32 of a-z, 0-9 and '-'");
            }
        }
    }

    /** @throws IllegalArgumentException if there is none, or two have the same name */
    public Destinations(List<Destination> all) {
        this.all = List.copyOf(all);
        this.names = all.stream().map(Destination::name).toList();
        if (all.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("destinations have different names, and there is one at least");
        }
    }

    @Override
    public Readiness check(Place place) {
        Parts current = new Parts();
        for (Destination one : all) {
            Readiness readiness = one.store().check(place);
            if (readiness instanceof Trouble trouble) {
                return named(one, trouble);
            }
            current.with(one.name(), ((Readiness.Ready) readiness).current());
        }
        return new Readiness.Ready(Parts.whole(names, current));
    }

    @Override
    public Reading read(Place place) {
        List<Reading> readings = new ArrayList<>();
        for (Destination one : all) {
            Reading reading = one.store().read(place);
            if (reading instanceof Trouble trouble) {
                return named(one, trouble);
            }
            readings.add(reading);
        }
        return readings.size() == 1 ? readings.get(0) : together(readings);
    }

    private Reading together(List<Reading> readings) {
        Version version = version(readings);
        List<Held> held = readings.stream()
                .filter(Reading.Found.class::isInstance)
                .map(reading -> ((Reading.Found) reading).held())
                .toList();
        if (held.size() == all.size() && held.stream().allMatch(held.get(0)::isSameKey)) {
            return new Reading.Found(
                    new Held(version, held.get(0).key(), held.get(0).keyId()));
        }
        if (!held.isEmpty()) {
            return new Reading.Partly(version, held, words(readings));
        }
        if (readings.stream().anyMatch(Reading.Foreign.class::isInstance)) {
            return new Reading.Foreign(version, words(readings));
        }
        return readings.stream().allMatch(Reading.Absent.class::isInstance)
                ? new Reading.Absent()
                : new Reading.Deleted(version);
    }

    private Version version(List<Reading> readings) {
        Parts parts = new Parts();
        for (int i = 0; i < readings.size(); i++) {
            parts.with(names.get(i), readings.get(i).version());
        }
        return Parts.whole(names, parts);
    }

    private String words(List<Reading> readings) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            words.add(names.get(i) + " holds " + readings.get(i).words());
        }
        return String.join("; ", words);
    }

    /** One destination that remembers is enough: all of them served the same key. */
    @Override
    public Reading read(Place place, Version version) {
        Parts parts = parts(version);
        Reading last = new Reading.Absent();
        for (Destination one : all) {
            Version own = parts.get(one.name());
            Reading reading = own.equals(Version.NONE) ? last : one.store().read(place, own);
            if (reading instanceof Reading.Found found) {
                return new Reading.Found(
                        new Held(version, found.held().key(), found.held().keyId()));
            }
            last = reading instanceof Trouble trouble ? named(one, trouble) : last;
        }
        return last;
    }

    @Override
    public Writing write(Delivery delivery) {
        Parts expected = parts(delivery.expected());
        Parts written = new Parts();
        for (Destination one : all) {
            Writing writing = one.store()
                    .write(new Delivery(delivery.place(), expected.get(one.name()), delivery.key(), delivery.keyId()));
            if (!(writing instanceof Writing.Written done)) {
                Writing rest = rest(one, delivery, writing);
                boolean first = one == all.get(0);
                return first ? rest : new Writing.Partly(written.whole(), rest);
            }
            written.with(one.name(), done.version());
        }
        return new Writing.Written(Parts.whole(names, written));
    }

    private Writing rest(Destination one, Delivery delivery, Writing writing) {
        if (writing instanceof Writing.Conflict conflict) {
            return all.size() == 1 ? conflict : conflict(one, delivery, conflict.current());
        }
        if (writing instanceof Writing.Ambiguous ambiguous) {
            return new Writing.Ambiguous(prefix(one) + ambiguous.cause());
        }
        return named(one, (Trouble) writing);
    }

    /** An earlier mint that the first store took is what all get; anything else there is somebody else's. */
    private Writing conflict(Destination one, Delivery delivery, Reading there) {
        Reading now = read(delivery.place());
        if (now instanceof Trouble trouble) {
            return new Writing.Ambiguous("the version had moved on, and reading it failed: " + trouble.what());
        }
        boolean earlier = one == all.get(0)
                && there instanceof Reading.Found found
                && found.held().keyId().equals(delivery.keyId());
        return new Writing.Conflict(
                now instanceof Reading.Partly partly && !earlier
                        ? new Reading.Foreign(partly.version(), partly.words())
                        : now);
    }

    @Override
    public boolean isSame(Version recorded, Version current) {
        return Parts.whole(names, parts(recorded)).equals(Parts.whole(names, parts(current)));
    }

    @Override
    public List<Part> parts(Place place, @Nullable Version delivered) {
        Parts parts = delivered == null ? new Parts() : parts(delivered);
        return all.stream()
                .map(one -> new Part(
                        one.name(),
                        one.store().address(place),
                        parts.find(one.name()).orElse(null)))
                .toList();
    }

    @Override
    public Optional<Trouble> annotate(Place place, Notes notes) {
        return first(store -> store.annotate(place, notes));
    }

    @Override
    public String address(Place place) {
        return all.stream().map(one -> one.store().address(place)).collect(Collectors.joining(" and "));
    }

    @Override
    public Optional<Trouble> keepOpen() {
        return first(Store::keepOpen);
    }

    @Override
    public void close() {
        all.forEach(one -> one.store().close());
    }

    /** Asks all of them; the first trouble, if any. */
    private Optional<Trouble> first(Function<Store, Optional<Trouble>> question) {
        List<Trouble> troubles = new ArrayList<>();
        for (Destination one : all) {
            question.apply(one.store()).ifPresent(trouble -> troubles.add(named(one, trouble)));
        }
        return troubles.stream().findFirst();
    }

    private Parts parts(Version version) {
        return Parts.of(version, names.get(0));
    }

    private Trouble named(Destination one, Trouble trouble) {
        return new Trouble(trouble.kind(), prefix(one) + trouble.what(), trouble.action(), trouble.retryAfter());
    }

    private String prefix(Destination one) {
        return all.size() == 1 ? "" : one.name() + ": ";
    }
}
