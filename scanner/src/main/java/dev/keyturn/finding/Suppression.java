package dev.keyturn.finding;

import dev.keyturn.source.Place;
import org.jspecify.annotations.Nullable;

/**
 * Something in what was scanned that keeps findings from being reported, or was meant to.
 *
 * @param by what does it: {@link #COMMENT}, or the name of a file
 * @param what a rule and what may be shown of its secret, or the line that was added to the file
 * @param place where it stands, if that is in what was scanned
 * @param applied whether it had its effect; files of a change have none on the scan of that change
 */
public record Suppression(String by, String what, @Nullable Place place, boolean applied) {
    /** What {@link #by} is where a comment does it. */
    public static final String COMMENT = "comment";
}
