package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Standing;
import dev.keyturn.rule.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** GitLab's secret detection report, version 15.2.1 of its schema. */
final class GitlabReport implements Report {
    private static final String VERSION = "15.2.1";
    private static final int NAME = 255;
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
                .open("messages", '[');
        outcome.skipped()
                .forEach(skipped -> json.open('{')
                        .field("level", "warn")
                        .field("value", "not scanned: " + skipped.name() + ": " + skipped.reason())
                        .close('}'));
        json.close(']').close('}').open("vulnerabilities", '[');
        outcome.findings().forEach(finding -> vulnerability(json, finding));
        return json.close(']').close('}').toString();
    }

    private static void program(Json json, String role) {
        json.open(role, '{')
                .field("id", "keyturn")
                .field("name", "Keyturn")
                .field("version", Product.version())
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
                .field("name", cut(finding.rule().title()))
                .field("description", description(finding))
                .field("solution", Markdown.escape(String.join("; ", Advice.of(finding))))
                .field("raw_source_code_extract", Printable.of(finding.secret()))
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

    /** GitLab renders it as Markdown. */
    private static String description(Finding finding) {
        Standing standing = finding.standing();
        return Markdown.escape(finding.rule().title() + " " + finding.secret() + ". "
                + finding.rule().about() + ". In "
                + Words.count(finding.places().size(), "place")
                + (standing == null ? "." : ". " + Answers.sentence(standing) + "."));
    }

    private static String cut(String title) {
        return title.length() <= NAME ? title : title.substring(0, NAME - 1) + "…";
    }

    private static String severity(Severity severity) {
        return severity.name().charAt(0) + severity.word().substring(1);
    }
}
