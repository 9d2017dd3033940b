package dev.keyturn.finding;

import dev.keyturn.match.Match;
import dev.keyturn.rule.Allowlist;
import java.util.List;

/**
 * What may still stand against reporting a match once its place is known.
 *
 * @param lists allow-lists that drop it in some places
 * @param comment whether a comment in its lines allows it
 */
record Reservation(List<Allowlist> lists, boolean comment) {
    static final Reservation NONE = new Reservation(List.of(), false);

    static Reservation of(Match match) {
        return new Reservation(match.ifElsewhere(), match.comment());
    }
}
