package dev.keyturn.finding;

import dev.keyturn.key.Secret;
import dev.keyturn.rule.Regex;
import dev.keyturn.rule.Rule;
import dev.keyturn.source.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A secret that was found, while its places are being collected. */
final class Discovery {
    private final int number;
    private final Rule rule;
    private final Secret secret;
    private final Map<Place, Boolean> places = new LinkedHashMap<>();

    Discovery(int number, Rule rule, Secret secret) {
        this.number = number;
        this.rule = rule;
        this.secret = secret;
    }

    /** Its number in this scan. */
    int number() {
        return number;
    }

    Rule rule() {
        return rule;
    }

    Secret secret() {
        return secret;
    }

    synchronized List<Place> places() {
        return new ArrayList<>(places.keySet());
    }

    /** Whether a comment allows the secret at one of its places. */
    synchronized boolean commented(Place place) {
        return places.getOrDefault(place, false);
    }

    /** Adds a place, unless the rule is not for it or an allow-list has it; false then. */
    synchronized boolean add(Place place, Reservation reservation) {
        Regex path = rule.detection().path();
        if (path != null && !path.occursIn(place.file())) {
            return false;
        }
        if (reservation.lists().stream().anyMatch(list -> list.allowsPlace(place.file(), place.commitId()))) {
            return false;
        }
        places.merge(place, reservation.comment(), Boolean::logicalAnd);
        return true;
    }

    /** Whether it is a file that its rule is after, whatever stands in it; the secret is only its name then. */
    boolean isFile() {
        return !rule.own() && !rule.detection().readsText();
    }

    static boolean isName(Place place) {
        return place.kind() == Place.Kind.FILE_NAME || place.kind() == Place.Kind.REF_NAME;
    }

    static boolean isHeader(Place place) {
        return place.kind() == Place.Kind.COMMIT || place.kind() == Place.Kind.TAG;
    }
}
