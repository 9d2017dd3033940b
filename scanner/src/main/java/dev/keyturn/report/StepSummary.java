package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Standing;
import dev.keyturn.source.Place;

/** The summary of a step of GitHub Actions: a table in Markdown, well below the megabyte that GitHub takes. */
public final class StepSummary implements Report {
    private static final int ROWS = 100;

    @Override
    public String of(ScanOutcome outcome) {
        StringBuilder text = new StringBuilder("### Keyturn\n\n");
        text.append(
                outcome.findings().isEmpty()
                        ? "No secrets found."
                        : Markdown.escape(TextReport.counts(outcome.findings())) + ".");
        if (!outcome.complete()) {
            text.append(" **Not everything was scanned:** ")
                    .append(Words.count(outcome.skipped().size(), "object or file"))
                    .append(" could not be read.");
        }
        text.append("\n");
        if (!outcome.findings().isEmpty()) {
            text.append("\n| Severity | What | Secret | Where | Now |\n| --- | --- | --- | --- | --- |\n");
            outcome.findings().stream().limit(ROWS).forEach(finding -> row(finding, text));
        }
        if (outcome.findings().size() > ROWS) {
            text.append("\n")
                    .append(Words.count(outcome.findings().size() - ROWS, "finding"))
                    .append(" more are in the report.\n");
        }
        return text.toString();
    }

    private static void row(Finding finding, StringBuilder text) {
        Place place = finding.first();
        Standing standing = finding.standing();
        String commit = place.commitId().isEmpty()
                ? ""
                : " in "
                        + place.commitId()
                                .substring(0, Math.min(10, place.commitId().length()));
        String more =
                finding.places().size() == 1 ? "" : " and " + (finding.places().size() - 1) + " more";
        cell(finding.severity().word(), text);
        cell(finding.rule().title(), text);
        cell(finding.secret(), text);
        cell(Where.of(place) + commit + more, text);
        cell(standing == null ? String.join(", then ", Advice.of(finding)) : Answers.sentence(standing), text);
        text.append("|\n");
    }

    private static void cell(String words, StringBuilder text) {
        text.append("| ").append(Markdown.escape(words)).append(' ');
    }
}
