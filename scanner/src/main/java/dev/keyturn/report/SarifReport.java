package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Standing;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Severity;
import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SARIF 2.1.0 as GitHub's code scanning takes it (docs.github.com, SARIF support): relative addresses, 25,000 results a
 * run, 1,000 places a result of which 100 are shown, 20 tags a rule, 10 MB compressed. What goes beyond is left out from
 * the end, where the least severe stand, and the log says so.
 */
final class SarifReport implements Report {
    private static final int RESULTS = 25_000;
    private static final int PLACES = 100;
    private static final int TAGS = 20;
    private static final int NOTIFICATIONS = 1_000;
    private static final int TEXT = 1_000;

    /** Of 10 MB; sizes of compressed text differ between programs. */
    private static final int COMPRESSED = 9_500_000;

    @Override
    public String of(ScanOutcome outcome) {
        int results = Math.min(RESULTS, outcome.findings().size());
        int places = PLACES;
        String log = log(outcome, results, places);
        while (Compression.size(log) > COMPRESSED && results > 1) {
            if (places > 1) {
                places /= 10;
            } else {
                results /= 2;
            }
            log = log(outcome, results, Math.max(1, places));
        }
        return log;
    }

    private static String log(ScanOutcome outcome, int results, int places) {
        List<Finding> findings = outcome.findings().subList(0, results);
        Map<Rule, Integer> rules = new LinkedHashMap<>();
        findings.forEach(finding -> rules.putIfAbsent(finding.rule(), rules.size()));
        Json json = new Json()
                .open('{')
                .field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .field("version", "2.1.0")
                .open("runs", '[')
                .open('{');
        tool(json, rules.keySet());
        invocation(json, outcome, findings, places);
        json.open("results", '[');
        Map<String, Integer> occurrences = new HashMap<>();
        for (Finding finding : findings) {
            result(json, finding, rules.getOrDefault(finding.rule(), 0), places, occurrences);
        }
        return json.close(']').close('}').close(']').close('}').toString();
    }

    private static void tool(Json json, Iterable<Rule> rules) {
        json.open("tool", '{')
                .open("driver", '{')
                .field("name", "Keyturn")
                .field("version", Product.version())
                .field("informationUri", "https://keyturn.dev")
                .open("rules", '[');
        for (Rule rule : rules) {
            json.open('{').field("id", rule.id()).field("name", cut(rule.title()));
            text(json, "shortDescription", rule.title());
            text(json, "fullDescription", rule.about());
            text(json, "help", rule.revoke().isEmpty() ? rule.about() : rule.about() + ". Revoke: " + rule.revoke());
            properties(json, rule);
            json.close('}');
        }
        json.close(']').close('}').close('}');
    }

    private static void properties(Json json, Rule rule) {
        json.open("properties", '{')
                .field(
                        "security-severity",
                        rule.severity() == Severity.INFO
                                ? "0.1"
                                : rule.severity().score())
                .field("precision", rule.generic() ? "low" : rule.own() ? "very-high" : "high")
                .open("tags", '[')
                .element("security")
                .element("secret");
        rule.tags().stream().limit(TAGS - 2L).forEach(json::element);
        json.close(']').close('}');
    }

    private static void invocation(Json json, ScanOutcome outcome, List<Finding> findings, int places) {
        json.open("invocations", '[')
                .open('{')
                .field("executionSuccessful", true)
                .open("toolExecutionNotifications", '[');
        for (Skipped skipped : outcome.skipped().stream().limit(NOTIFICATIONS).toList()) {
            notification(json, "warning", "not scanned: " + skipped.name() + ": " + skipped.reason());
        }
        int unsaid = outcome.skipped().size() - NOTIFICATIONS;
        if (unsaid > 0) {
            notification(json, "warning", unsaid + " more could not be scanned; the JSON report names them all");
        }
        int left = outcome.findings().size() - findings.size();
        if (left > 0) {
            notification(
                    json,
                    "warning",
                    "left out for GitHub's limits: the last " + left + " findings of "
                            + outcome.findings().size() + "; the JSON report has them all");
        }
        long beyond = findings.stream()
                .filter(finding -> finding.places().size() > places)
                .count();
        if (beyond > 0) {
            notification(
                    json,
                    "note",
                    "of " + beyond + " findings the first " + places
                            + " places are given; the JSON report has them all");
        }
        json.close(']').close('}').close(']');
    }

    private static void notification(Json json, String level, String words) {
        json.open('{').field("level", level);
        text(json, "message", words);
        json.close('}');
    }

    private static void result(Json json, Finding finding, int rule, int places, Map<String, Integer> occurrences) {
        json.open('{')
                .field("ruleId", finding.rule().id())
                .field("ruleIndex", rule)
                .field(
                        "level",
                        finding.informational() ? "note" : finding.rule().generic() ? "warning" : "error");
        text(json, "message", message(finding));
        json.open("locations", '[');
        finding.places().stream().limit(places).forEach(place -> location(json, place));
        json.close(']')
                .open("partialFingerprints", '{')
                .field("primaryLocationLineHash", LineHash.of(finding, occurrences))
                .field("keyturnIdentity/v1", finding.identity())
                .close('}')
                .close('}');
    }

    private static String message(Finding finding) {
        String commit = finding.first().commitId();
        Standing standing = finding.standing();
        int places = finding.places().size();
        return finding.rule().title() + " " + Printable.of(finding.secret())
                + (commit.isEmpty() ? "" : ", since commit " + commit)
                + (places == 1 ? "" : ", in " + places + " places")
                + (standing == null ? "" : ". " + Printable.of(Answers.sentence(standing)))
                + ". Now: " + String.join("; ", Advice.of(finding)) + ".";
    }

    private static void location(Json json, Place place) {
        json.open('{')
                .open("physicalLocation", '{')
                .open("artifactLocation", '{')
                .field("uri", Where.uri(place))
                .field("uriBaseId", "%SRCROOT%")
                .close('}')
                .open("region", '{')
                .field("startLine", Math.max(1, place.line()))
                .close('}')
                .close('}');
        if (place.kind() != Place.Kind.CONTENT) {
            json.open("logicalLocations", '[')
                    .open('{')
                    .field("name", Printable.of(place.file()))
                    .field("kind", place.kind().words())
                    .close('}')
                    .close(']');
        }
        json.close('}');
    }

    private static void text(Json json, String name, String text) {
        json.open(name, '{').field("text", cut(text)).close('}');
    }

    private static String cut(String text) {
        return text.length() <= TEXT ? text : text.substring(0, TEXT - 1) + "…";
    }
}
