package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A row for each place, for spreadsheets: a cell that one would take for a formula starts with an apostrophe. */
final class CsvReport implements Report {
    /** What starts a formula, in half width and in full. */
    private static final String FORMULA = "=+-@|%\uff1d\uff0b\uff0d\uff20";

    @Override
    public String of(ScanOutcome outcome) {
        StringBuilder rows = new StringBuilder();
        row(
                rows,
                "severity",
                "rule",
                "secret",
                "file",
                "line",
                "commit",
                "date",
                "author",
                "email",
                "identity",
                "state",
                "now");
        for (Finding finding : outcome.findings()) {
            finding.places().forEach(place -> row(rows, finding, place));
        }
        return rows.toString();
    }

    private static void row(StringBuilder rows, Finding finding, Place place) {
        Commit commit = place.commit();
        row(
                rows,
                finding.severity().word(),
                finding.rule().id(),
                finding.secret(),
                place.file(),
                String.valueOf(place.line()),
                place.commitId(),
                commit == null ? "" : commit.date().toString(),
                commit == null ? "" : commit.author(),
                commit == null ? "" : commit.email(),
                finding.identity(),
                finding.standing() == null ? "" : Answers.sentence(finding.standing()),
                String.join("; ", Advice.of(finding)));
    }

    private static void row(StringBuilder rows, String... cells) {
        rows.append(Arrays.stream(cells).map(CsvReport::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String cell(String value) {
        String text = Printable.of(value);
        String start = text.stripLeading();
        boolean formula = !start.isEmpty() && FORMULA.indexOf(start.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
