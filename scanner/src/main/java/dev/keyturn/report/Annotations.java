package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.source.Place;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request. GitHub keeps ten
 * of a step: the tenth says how many more there are.
 */
public final class Annotations implements Report {
    private static final int KEPT = 10;

    @Override
    public String of(ScanOutcome outcome) {
        List<Finding> findings = outcome.findings();
        boolean all = findings.size() <= KEPT;
        String shown = findings.stream()
                .limit(all ? KEPT : KEPT - 1)
                .map(Annotations::command)
                .collect(Collectors.joining());
        int rest = findings.size() - KEPT + 1;
        return all ? shown : shown + "::error title=Keyturn::" + rest + " more findings are in the report\n";
    }

    private static String command(Finding finding) {
        Place place = finding.first();
        String level = finding.informational() ? "notice" : finding.rule().generic() ? "warning" : "error";
        String where = place.kind() == Place.Kind.CONTENT
                ? "file=" + property(place.file()) + ",line=" + place.line() + ","
                : "";
        return "::" + level + " " + where + "title="
                + property("Keyturn: " + finding.rule().id()) + "::" + data(message(finding, place)) + "\n";
    }

    private static String message(Finding finding, Place place) {
        String commit = place.commitId().isEmpty() ? "" : " in commit " + place.commitId();
        String more = finding.places().size() == 1
                ? ""
                : ", and in " + (finding.places().size() - 1) + " more places";
        return finding.secret() + " stands in " + place.file() + commit + more
                + ". Revoke and replace it first, then take it out.";
    }

    private static String data(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\r\n]]", "?")
                .replace("%", "%25")
                .replace("\r", "%0D")
                .replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
