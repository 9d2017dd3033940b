package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Standing;
import dev.keyturn.finding.Statistics;
import dev.keyturn.rule.Rule;
import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page that needs nothing else: its script and style stand in it and its policy names them by their hashes, so that
 * nothing of a repository can become script and nothing is loaded. Findings are data, which the script shows as text.
 */
final class HtmlReport implements Report {
    private static final int PLACES = 25;
    private static final int GAPS = 50;
    private static final Pattern PART = Pattern.compile("\\{([a-z-]+)\\}");

    @Override
    public String of(ScanOutcome outcome) {
        String style = resource("report.css");
        String script = resource("report.js");
        Map<String, String> parts = Map.of(
                "style", style,
                "style-hash", hash(style),
                "script", script,
                "script-hash", hash(script),
                "subtitle", subtitle(outcome),
                "summary", summary(outcome),
                "gaps", gaps(outcome.skipped()),
                "data", data(outcome));
        return PART.matcher(resource("report.html"))
                .replaceAll(part -> Matcher.quoteReplacement(parts.getOrDefault(part.group(1), "")));
    }

    private static String subtitle(ScanOutcome outcome) {
        String repository = outcome.findings().stream()
                .map(finding -> finding.first().repository())
                .filter(Objects::nonNull)
                .findFirst()
                .map(name -> Markup.escape(name) + " · ")
                .orElse("");
        return repository + Instant.now().truncatedTo(ChronoUnit.SECONDS) + " · Keyturn " + Product.version();
    }

    private static String summary(ScanOutcome outcome) {
        Statistics read = outcome.statistics();
        String history = read.commits() == 0
                ? Words.count(read.blobs(), "file")
                : Words.count(read.refs(), "ref") + ", " + Words.count(read.commits(), "commit") + " and "
                        + Words.count(read.blobs(), "blob");
        return Words.count(outcome.findings().size(), "finding") + " in " + history + " (" + Words.size(read.bytes())
                + "), read with " + Words.count(read.rules(), "rule") + ". " + Advice.history(outcome.findings());
    }

    private static String gaps(List<Skipped> skipped) {
        if (skipped.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<details><summary>Not scanned: ")
                .append(skipped.size())
                .append("</summary><div class=\"body\"><ul>\n");
        skipped.stream()
                .limit(GAPS)
                .forEach(one -> html.append("<li><code>")
                        .append(Markup.escape(one.name()))
                        .append("</code>: ")
                        .append(Markup.escape(one.reason()))
                        .append("</li>\n"));
        if (skipped.size() > GAPS) {
            html.append("<li>and ").append(skipped.size() - GAPS).append(" more: the JSON report has them all</li>\n");
        }
        return html.append("</ul></div></details>").toString();
    }

    private static String data(ScanOutcome outcome) {
        Map<Rule, Integer> rules = new LinkedHashMap<>();
        outcome.findings().forEach(finding -> rules.putIfAbsent(finding.rule(), rules.size()));
        Json json = new Json().open('{').open("rules", '[');
        rules.keySet()
                .forEach(rule -> json.open('{')
                        .field("id", rule.id())
                        .field("title", rule.title())
                        .field("about", rule.about())
                        .close('}'));
        json.close(']').open("findings", '[');
        outcome.findings().forEach(finding -> finding(json, finding, rules.getOrDefault(finding.rule(), 0)));
        return json.close(']').close('}').toString().strip();
    }

    private static void finding(Json json, Finding finding, int rule) {
        Standing standing = finding.standing();
        json.open('{')
                .field("r", rule)
                .field("severity", finding.severity().word())
                .field("secret", Printable.of(finding.secret()))
                .field("state", standing == null ? "" : standing.state().words())
                .field("answer", standing == null ? "" : Printable.of(Answers.sentence(standing)))
                .field("total", finding.places().size())
                .open("now", '[');
        Advice.of(finding).forEach(json::element);
        json.close(']').open("places", '[');
        finding.places().stream().limit(PLACES).forEach(place -> place(json, place));
        json.close(']').close('}');
    }

    private static void place(Json json, Place place) {
        Commit commit = place.commit();
        json.open('[')
                .element(Printable.of(Where.of(place)))
                .element(place.commitId())
                .element(commit == null ? "" : commit.date().toString())
                .element(commit == null ? "" : Printable.of(commit.author()))
                .close(']');
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
