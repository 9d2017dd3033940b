package dev.keyturn.finding;

import dev.keyturn.key.Secret;
import dev.keyturn.rule.Allowlist;
import dev.keyturn.rule.Regex;
import dev.keyturn.rule.Rule;
import dev.keyturn.source.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A secret that was found, while its places are being collected. */
final class Discovery {
    private final int number;
    private final Rule rule;
    private final Secret secret;
    private final Set<Place> places = new LinkedHashSet<>();

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

    List<Place> places() {
        return new ArrayList<>(places);
    }

    /** Adds a place, unless the rule is not for it or an allow-list has it; false then. */
    synchronized boolean add(Place place, List<Allowlist> lists) {
        Regex path = rule.detection().path();
        if (path != null && !path.occursIn(place.file())) {
            return false;
        }
        if (lists.stream().anyMatch(list -> list.allowsPlace(place.file(), place.commitId()))) {
            return false;
        }
        places.add(place);
        return true;
    }

    static boolean isName(Place place) {
        return place.kind() == Place.Kind.FILE_NAME || place.kind() == Place.Kind.REF_NAME;
    }

    static boolean isHeader(Place place) {
        return place.kind() == Place.Kind.COMMIT || place.kind() == Place.Kind.TAG;
    }
}
