package dev.keyturn.rule;

/**
 * Where the regular expression is tried once a keyword was seen.
 *
 * @param before bytes before the keyword that are looked at
 * @param after bytes from the keyword's start that are looked at
 * @param anchored whether the match must start at the keyword, in its very case
 */
public record Reach(int before, int after, boolean anchored) {
    private static final int LONGEST = 1 << 14;

    /** The match starts at the keyword. */
    public static Reach at() {
        return new Reach(0, LONGEST, true);
    }

    /** The match is near the keyword. */
    public static Reach near(int before, int after) {
        return new Reach(before, after, false);
    }

    /** The match is anywhere in a text that has the keyword. */
    public static Reach anywhere() {
        return new Reach(Integer.MAX_VALUE, Integer.MAX_VALUE, false);
    }

    /** Whether the whole text is searched. */
    public boolean whole() {
        return before == Integer.MAX_VALUE;
    }
}
