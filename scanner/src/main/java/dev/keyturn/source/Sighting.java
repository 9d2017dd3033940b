package dev.keyturn.source;

import org.jspecify.annotations.Nullable;

/**
 * A secret was seen in a piece whose place is not known yet.
 *
 * @param piece the piece's name: the id of a git object
 * @param inner path inside the archive that the piece is; empty if it is none
 * @param secret number of the secret in this scan
 * @param line line in the object, counted from 1
 * @param turn how many sightings there were on that line before this one, whatever scan it is
 */
public record Sighting(String piece, String inner, int secret, int line, int turn) {
    /** By hand, like equality: what records have for it takes Java longer to make than a hook has. */
    @Override
    public int hashCode() {
        return ((piece.hashCode() * 31 + inner.hashCode()) * 31 + secret) * 31 + line * 7 + turn;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sighting sighting
                && secret == sighting.secret
                && line == sighting.line
                && turn == sighting.turn
                && piece.equals(sighting.piece)
                && inner.equals(sighting.inner);
    }
}
