package dev.keyturn.finding;

/**
 * Why something was reported, or was not.
 *
 * @param place path, or id of a git object
 * @param line counted from 1
 * @param rule id of the rule that looked at it
 * @param secret its mask
 * @param kept whether it was reported
 * @param why the reason
 */
public record Explanation(String place, long line, String rule, String secret, boolean kept, String why) {
    @Override
    public String toString() {
        return place + ":" + line + ": " + rule + " " + (kept ? "keeps " : "drops ") + secret + ": " + why;
    }
}
