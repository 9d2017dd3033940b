package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.rule.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** GitLab's secret detection report, version 15.2.1 of its schema. */
final class GitlabReport implements Report {
    private static final String VERSION = "15.2.1";
    private static final String NO_COMMIT = "0000000";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    @Override
    public String of(ScanOutcome outcome) {
        Json json = new Json().open('{').field("version", VERSION);
        Instant end = Instant.now();
        json.open("scan", '{');
        program(json, "analyzer");
        program(json, "scanner");
        json.field("start_time", TIME.format(end.minus(outcome.statistics().time())))
                .field("end_time", TIME.format(end))
                .field("status", "success")
                .field("type", "secret_detection")
                .close('}')
                .open("vulnerabilities", '[');
        outcome.findings().forEach(finding -> vulnerability(json, finding));
        return json.close(']').close('}').toString();
    }

    private static void program(Json json, String role) {
        json.open(role, '{')
                .field("id", "keyturn")
                .field("name", "Keyturn")
                .field("version", "0.1.0")
                .open("vendor", '{')
                .field("name", "Keyturn")
                .close('}')
                .close('}');
    }

    private static void vulnerability(Json json, Finding finding) {
        String commit = finding.first().commitId();
        json.open('{')
                .field("id", finding.identity())
                .field("category", "secret_detection")
                .field("name", finding.rule().title())
                .field(
                        "description",
                        finding.rule().title() + " " + finding.secret() + ". "
                                + finding.rule().about() + ".")
                .field("severity", severity(finding.severity()))
                .open("identifiers", '[')
                .open('{')
                .field("type", "keyturn_rule_id")
                .field("name", "Keyturn rule " + finding.rule().id())
                .field("value", finding.rule().id())
                .close('}')
                .close(']')
                .open("location", '{')
                .field("file", finding.first().file())
                .field("start_line", Math.max(1, finding.first().line()))
                .field("end_line", Math.max(1, finding.first().line()))
                .open("commit", '{')
                .field("sha", commit.isEmpty() ? NO_COMMIT : commit)
                .close('}')
                .close('}')
                .close('}');
    }

    private static String severity(Severity severity) {
        return severity.name().charAt(0) + severity.word().substring(1);
    }
}
