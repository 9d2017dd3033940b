package dev.keyturn.finding;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.rule.Rule;
import dev.keyturn.source.Place;
import dev.keyturn.wire.LeakResults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One secret that one rule found, and every place where it stands.
 *
 * @param rule the rule
 * @param secret what may be shown of the secret
 * @param fingerprint SHA-256 of the secret if it is a key of our format, else null: it revokes, so it goes into JSON and
 *     to the api only
 * @param identity keyed hash of rule and secret, for every other report
 * @param accepted identity under the salt of the baseline in use: what a baseline's line starts with
 * @param places never empty; the earliest first
 * @param answer what the api said when this was reported to it; null if it was not, or not yet
 */
public record Finding(
        Rule rule,
        String secret,
        @Nullable Fingerprint fingerprint,
        String identity,
        String accepted,
        List<Place> places,
        LeakResults.@Nullable Result answer) {
    public Finding {
        places = List.copyOf(places);
    }

    /** A finding that nobody was told of. */
    public Finding(
            Rule rule,
            String secret,
            @Nullable Fingerprint fingerprint,
            String identity,
            String accepted,
            List<Place> places) {
        this(rule, secret, fingerprint, identity, accepted, places, null);
    }

    /** The same finding with what the api said of it. */
    public Finding answered(LeakResults.@Nullable Result said) {
        return new Finding(rule, secret, fingerprint, identity, accepted, places, said);
    }

    /** Where it was seen first. */
    public Place first() {
        return places.get(0);
    }
}
