package dev.keyturn.report;

import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Suppression;
import dev.keyturn.source.Place;
import java.util.List;

/** Names what a scanned change does to keep findings quiet: comments, and lines for files that accept findings. */
final class Suppressions {
    private static final int SHOWN = 20;

    private Suppressions() {}

    /** Some lines for a person, or an empty string. */
    static String text(ScanOutcome outcome) {
        List<Suppression> all = outcome.suppressions();
        if (all.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("Kept quiet by this change, or meant to be:\n");
        all.stream()
                .limit(SHOWN)
                .forEach(one -> text.append("    ")
                        .append(where(one))
                        .append(words(one))
                        .append('\n'));
        if (all.size() > SHOWN) {
            text.append("    and ")
                    .append(all.size() - SHOWN)
                    .append(" more: --format json has them all, by commit and line\n");
        }
        return text.append('\n').toString();
    }

    private static String where(Suppression one) {
        Place place = one.place();
        return place == null ? "" : Printable.of(Where.of(place)) + "  ";
    }

    private static String words(Suppression one) {
        return one.applied()
                ? "accepted by a comment: " + Printable.of(one.what())
                : Printable.of(one.what()) + ", without effect on its own scan";
    }

    /** An array that is there only if there is anything in it. Files are named by findings and by what was skipped only. */
    static void json(ScanOutcome outcome, Json json) {
        if (outcome.suppressions().isEmpty()) {
            return;
        }
        json.open("suppressions", '[');
        for (Suppression one : outcome.suppressions()) {
            Place place = one.place();
            json.open('{')
                    .field("by", one.by().equals(Suppression.COMMENT) ? Suppression.COMMENT : "file")
                    .field("what", one.what())
                    .field("applied", one.applied());
            if (place != null) {
                json.field("startLine", place.line()).field("commit", place.commitId());
            }
            json.close('}');
        }
        json.close(']');
    }
}
