package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** For CI servers: each finding is a failed test; guesses and information are skipped ones, since they fail nothing. */
final class JunitReport implements Report {
    @Override
    public String of(ScanOutcome outcome) {
        long failures = outcome.findings().stream().filter(Finding::blocks).count();
        int findings = outcome.findings().size();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(String.format(
                Locale.ROOT,
                "<testsuites><testsuite name=\"keyturn\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\" time=\"%.3f\">\n",
                Math.max(1, findings),
                failures,
                findings - failures,
                outcome.statistics().time().toNanos() / 1e9));
        if (findings == 0) {
            xml.append("  <testcase classname=\"keyturn\" name=\"no secrets found\" time=\"0\"/>\n");
        }
        outcome.findings().forEach(finding -> test(finding, xml));
        if (!outcome.complete()) {
            xml.append("  <system-err>");
            outcome.skipped()
                    .forEach(skipped -> xml.append(
                                    Markup.escape("not scanned: " + skipped.name() + ": " + skipped.reason()))
                            .append('\n'));
            xml.append("</system-err>\n");
        }
        return xml.append("</testsuite></testsuites>\n").toString();
    }

    private static void test(Finding finding, StringBuilder xml) {
        xml.append("  <testcase classname=\"")
                .append(Markup.escape(finding.rule().id()))
                .append("\" name=\"")
                .append(Markup.escape(Where.of(finding.first()) + " " + finding.secret()))
                .append("\" time=\"0\">");
        String message = Markup.escape(finding.rule().title() + " " + finding.secret());
        if (finding.blocks()) {
            xml.append("<failure type=\"")
                    .append(finding.severity().word())
                    .append("\" message=\"")
                    .append(message)
                    .append("\">")
                    .append(details(finding))
                    .append("</failure>");
        } else {
            xml.append("<skipped message=\"").append(message).append("\"/>");
        }
        xml.append("</testcase>\n");
    }

    private static String details(Finding finding) {
        List<String> lines = new ArrayList<>();
        finding.places().forEach(place -> lines.add(Where.of(place) + " " + place.commitId()));
        Standing standing = finding.standing();
        if (standing != null) {
            lines.add(Answers.sentence(standing));
        }
        lines.add("Now: " + String.join("; ", Advice.of(finding)));
        return lines.stream().map(Markup::escape).collect(Collectors.joining("\n"));
    }
}
