package dev.keyturn.report;

import dev.keyturn.wire.LeakResults;
import java.util.Locale;

/** What the api said of a reported finding, in words. */
final class Answers {
    private Answers() {}

    static String word(LeakResults.Result answer) {
        return answer.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String sentence(LeakResults.Result answer) {
        String when = answer.revokedAt() == null ? "" : " at " + answer.revokedAt();
        String detail = answer.detail() == null ? "" : ": " + answer.detail();
        return word(answer) + when + detail;
    }
}
