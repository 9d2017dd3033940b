package dev.keyturn.finding;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.rule.Rule;
import dev.keyturn.source.Place;
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
 */
public record Finding(
        Rule rule,
        String secret,
        @Nullable Fingerprint fingerprint,
        String identity,
        String accepted,
        List<Place> places) {
    public Finding {
        places = List.copyOf(places);
    }

    /** Where it was seen first. */
    public Place first() {
        return places.get(0);
    }
}
