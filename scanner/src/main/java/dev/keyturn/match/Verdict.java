package dev.keyturn.match;

import java.util.function.Supplier;

/**
 * What becomes of a candidate.
 *
 * @param kept whether it is reported
 * @param why gives the reason, without the secret; put into words only if somebody asks
 */
record Verdict(boolean kept, Supplier<String> why) {
    static Verdict kept(String why) {
        return new Verdict(true, () -> why);
    }

    static Verdict dropped(String why) {
        return new Verdict(false, () -> why);
    }
}
