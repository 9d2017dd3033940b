package dev.keyturn.finding;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Severity;
import dev.keyturn.source.Place;
import dev.keyturn.wire.LeakResults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One secret that one rule found, and every place where it stands.
 *
 * @param rule the rule
 * @param secret what may be shown of the secret
 * @param fingerprint SHA-256 of the secret if it is a key of ours, or may be one, else null, as where there are no
 *     identities: it revokes, so it goes into JSON and to the api only
 * @param identity keyed hash of rule and secret, for every other report
 * @param accepted identity under the salt of the baseline in use: what a baseline's line starts with
 * @param places never empty; the earliest first
 * @param standing what the api said when this was reported to it; null if it was not, or not yet
 */
public record Finding(
        Rule rule,
        String secret,
        @Nullable Fingerprint fingerprint,
        String identity,
        String accepted,
        List<Place> places,
        @Nullable Standing standing) {
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
    public Finding standing(@Nullable Standing said) {
        return new Finding(rule, secret, fingerprint, identity, accepted, places, said);
    }

    /** What the api said to the report, if it did. */
    public LeakResults.@Nullable Result answer() {
        return standing == null ? null : standing.answer();
    }

    /**
     * Whether it is worth knowing and no danger: a key that looks like ours and was never issued here, or a string that
     * only the api can tell to be an older key of ours, and has not.
     */
    public boolean informational() {
        if (standing != null && standing.state() != Standing.State.UNKNOWN) {
            return !standing.ofTenant();
        }
        return rule.legacy() && !rule.wanted();
    }

    /** Why a key of ours must never stand where it was found; null if nothing but that it was found is wrong. */
    public @Nullable String forbidden() {
        return rule.own() ? ClientSide.reason(places) : null;
    }

    /** How dangerous it is, as far as is known. */
    public Severity severity() {
        return informational() ? Severity.INFO : rule.severity();
    }

    /** Whether it is reason enough to stop a commit or fail a build. */
    public boolean blocks() {
        return !rule.generic() && !informational();
    }

    /** The same finding at other places. */
    Finding at(List<Place> others) {
        return new Finding(rule, secret, fingerprint, identity, accepted, others, standing);
    }

    /** Whether the api has said that it was in force when it was reported. */
    boolean live() {
        return standing != null
                && (standing.state() == Standing.State.LIVE || standing.state() == Standing.State.ACCEPTED);
    }

    /** Where it was seen first. */
    public Place first() {
        return places.get(0);
    }
}
