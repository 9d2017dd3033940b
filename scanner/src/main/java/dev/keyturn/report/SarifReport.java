package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.rule.Rule;
import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SARIF 2.1.0 as GitHub's code scanning takes it: at most 25,000 results of 100 places each, relative addresses, and a
 * line hash that neither depends on the line's number nor tells anything of the secret.
 */
final class SarifReport implements Report {
    private static final int RESULTS = 25_000;
    private static final int PLACES = 100;

    @Override
    public String of(ScanOutcome outcome) {
        List<Finding> findings = outcome.findings()
                .subList(0, Math.min(RESULTS, outcome.findings().size()));
        List<Rule> rules = findings.stream().map(Finding::rule).distinct().toList();
        Json json = new Json()
                .open('{')
                .field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .field("version", "2.1.0")
                .open("runs", '[')
                .open('{');
        tool(json, rules);
        invocation(json, outcome);
        json.open("results", '[');
        Map<String, Integer> occurrences = new HashMap<>();
        for (Finding finding : findings) {
            result(json, finding, rules.indexOf(finding.rule()), occurrences);
        }
        return json.close(']').close('}').close(']').close('}').toString();
    }

    private static void tool(Json json, List<Rule> rules) {
        json.open("tool", '{')
                .open("driver", '{')
                .field("name", "Keyturn")
                .field("informationUri", "https://keyturn.dev")
                .open("rules", '[');
        for (Rule rule : rules) {
            json.open('{').field("id", rule.id()).field("name", rule.title());
            text(json, "shortDescription", rule.title());
            text(json, "fullDescription", rule.about());
            text(json, "help", rule.revoke().isEmpty() ? rule.about() : rule.about() + ". Revoke: " + rule.revoke());
            json.open("properties", '{')
                    .field("security-severity", rule.severity().score())
                    .open("tags", '[')
                    .element("security")
                    .element("secret")
                    .close(']')
                    .close('}')
                    .close('}');
        }
        json.close(']').close('}').close('}');
    }

    private static void invocation(Json json, ScanOutcome outcome) {
        json.open("invocations", '[')
                .open('{')
                .field("executionSuccessful", true)
                .open("toolExecutionNotifications", '[');
        for (Skipped skipped : outcome.skipped()) {
            json.open('{').field("level", "warning");
            text(json, "message", "not scanned: " + skipped.name() + ": " + skipped.reason());
            json.close('}');
        }
        json.close(']').close('}').close(']');
    }

    private static void result(Json json, Finding finding, int rule, Map<String, Integer> occurrences) {
        json.open('{')
                .field("ruleId", finding.rule().id())
                .field("ruleIndex", rule)
                .field("level", finding.rule().generic() ? "warning" : "error");
        text(json, "message", finding.rule().title() + " " + finding.secret() + since(finding));
        json.open("locations", '[');
        finding.places().stream().limit(PLACES).forEach(place -> location(json, place));
        json.close(']')
                .open("partialFingerprints", '{')
                .field("primaryLocationLineHash", LineHash.of(finding, occurrences))
                .field("keyturnIdentity/v1", finding.identity())
                .close('}')
                .close('}');
    }

    private static String since(Finding finding) {
        String commit = finding.first().commitId();
        return commit.isEmpty() ? "" : ", since commit " + commit;
    }

    private static void location(Json json, Place place) {
        json.open('{')
                .open("physicalLocation", '{')
                .open("artifactLocation", '{')
                .field("uri", Where.uri(place))
                .close('}')
                .open("region", '{')
                .field("startLine", Math.max(1, place.line()))
                .close('}')
                .close('}')
                .close('}');
    }

    private static void text(Json json, String name, String text) {
        json.open(name, '{').field("text", text).close('}');
    }
}
