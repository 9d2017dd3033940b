package dev.keyturn.finding;

import dev.keyturn.key.Secret;
import dev.keyturn.match.Match;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Traced;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What was found so far: each secret of each rule once, and the sightings that still lack a place. */
final class Discoveries {
    /** Told apart by hand: what records have for it takes Java longer to make than a hook has. */
    private record Key(String rule, Secret secret) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && rule.equals(key.rule) && secret.equals(key.secret);
        }

        @Override
        public int hashCode() {
            return 31 * rule.hashCode() + secret.hashCode();
        }
    }

    private final Map<Key, Discovery> bySecret = new LinkedHashMap<>();
    private final List<Discovery> byNumber = new ArrayList<>();
    private final LongAdder secrets;
    private final @Nullable Wanted wanted;
    private Map<Sighting, Reservation> unplaced = new LinkedHashMap<>();

    /**
     * @param secrets counts them, for a display of progress
     * @param wanted what alone counts; null for everything
     */
    Discoveries(LongAdder secrets, @Nullable Wanted wanted) {
        this.secrets = secrets;
        this.wanted = wanted;
    }

    /** The secret that was matched, or null if nobody wants it. */
    @Nullable
    Discovery of(Match match) {
        Match counting = wanted == null ? match : wanted.of(match);
        return counting == null ? null : known(counting);
    }

    private synchronized Discovery known(Match match) {
        return bySecret.computeIfAbsent(new Key(match.rule().id(), match.secret()), key -> {
            Discovery discovery = new Discovery(byNumber.size(), match.rule(), match.secret());
            byNumber.add(discovery);
            secrets.increment();
            return discovery;
        });
    }

    synchronized void unplaced(Sighting sighting, Reservation reservation) {
        unplaced.put(sighting, reservation);
    }

    synchronized Set<Sighting> unplaced() {
        return Set.copyOf(unplaced.keySet());
    }

    /** Takes the places that the source has traced, and forgets the sightings of that source. */
    synchronized int place(List<Traced> traced) {
        Map<Sighting, Reservation> reservations = new HashMap<>(unplaced);
        unplaced = new LinkedHashMap<>();
        int allowed = 0;
        for (Traced trace : traced) {
            Sighting sighting = trace.sighting();
            Reservation reservation = reservations.getOrDefault(sighting, Reservation.NONE);
            boolean added = byNumber.get(sighting.secret()).add(trace.place(), reservation);
            allowed += added ? 0 : 1;
        }
        return allowed;
    }

    /** The secrets that are more than guesses. */
    synchronized List<Secret> certain() {
        return byNumber.stream()
                .filter(discovery -> !discovery.rule().generic())
                .map(Discovery::secret)
                .toList();
    }

    synchronized Collection<Discovery> placed() {
        return byNumber.stream()
                .filter(discovery -> !discovery.places().isEmpty())
                .toList();
    }
}
