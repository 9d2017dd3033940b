package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import java.util.Locale;

/** A failed test case for each finding, or one that passed. */
final class JunitReport implements Report {
    @Override
    public String of(ScanOutcome outcome) {
        int failures = outcome.findings().size();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(String.format(
                Locale.ROOT,
                "<testsuites><testsuite name=\"keyturn\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\" time=\"%.3f\">%n",
                Math.max(1, failures),
                failures,
                outcome.statistics().time().toNanos() / 1e9));
        if (failures == 0) {
            xml.append("  <testcase classname=\"keyturn\" name=\"no secrets found\"/>\n");
        }
        outcome.findings().forEach(finding -> failure(finding, xml));
        return xml.append("</testsuite></testsuites>\n").toString();
    }

    private static void failure(Finding finding, StringBuilder xml) {
        String where = Where.of(finding.first());
        xml.append("  <testcase classname=\"")
                .append(Markup.escape(finding.rule().id()))
                .append("\" name=\"")
                .append(Markup.escape(where))
                .append("\"><failure type=\"")
                .append(finding.severity().word())
                .append("\" message=\"")
                .append(Markup.escape(finding.rule().title() + " " + finding.secret()))
                .append("\">");
        finding.places()
                .forEach(place -> xml.append(Markup.escape(Where.of(place) + " " + place.commitId()))
                        .append('\n'));
        xml.append("</failure></testcase>\n");
    }
}
