package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import java.util.Locale;

/** One page that needs nothing else: no script, no address, everything escaped. */
final class HtmlReport implements Report {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Keyturn scan</title>
            <style>
            :root { color-scheme: light dark; --line: #8884; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
            code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
            article { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
            h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-top: 1px solid var(--line); vertical-align: top; }
            .tag { border-radius: 1rem; padding: .1rem .6rem; font-size: .85rem; color: #fff; }
            .critical { background: #a4133c; } .high { background: #b54708; }
            .medium { background: #8a6100; } .low { background: #175cd3; }
            .scroll { overflow-x: auto; }
            </style>
            </head>
            <body>
            <main>
            <h1>Keyturn scan</h1>
            """;

    @Override
    public String of(ScanOutcome outcome) {
        StringBuilder html = new StringBuilder(HEAD);
        html.append(String.format(
                Locale.ROOT,
                "<p>%,d findings in %,d commits and %,d blobs (%,d bytes), read with %,d rules.</p>%n",
                outcome.findings().size(),
                outcome.statistics().commits(),
                outcome.statistics().blobs(),
                outcome.statistics().bytes(),
                outcome.statistics().rules()));
        outcome.findings().forEach(finding -> finding(finding, html));
        if (!outcome.complete()) {
            html.append("<h2>Not scanned</h2>\n<ul>\n");
            outcome.skipped().forEach(skipped -> skipped(skipped, html));
            html.append("</ul>\n");
        }
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void finding(Finding finding, StringBuilder html) {
        String severity = finding.severity().word();
        html.append("<article>\n<h2><span class=\"tag ")
                .append(severity)
                .append("\">")
                .append(severity)
                .append("</span> ")
                .append(Markup.escape(finding.rule().title()))
                .append(" <code>")
                .append(Markup.escape(finding.secret()))
                .append("</code></h2>\n<p>")
                .append(Markup.escape(finding.rule().about()))
                .append(". ")
                .append(
                        finding.rule().revoke().isEmpty()
                                ? ""
                                : "Revoke: " + Markup.escape(finding.rule().revoke()))
                .append("</p>\n<div class=\"scroll\"><table>\n<tr><th>Place</th><th>Commit</th><th>Date</th>")
                .append("<th>Author</th></tr>\n");
        finding.places().forEach(place -> place(place, html));
        html.append("</table></div>\n</article>\n");
    }

    private static void place(Place place, StringBuilder html) {
        Commit commit = place.commit();
        html.append("<tr><td><code>")
                .append(Markup.escape(Where.of(place)))
                .append("</code></td><td><code>")
                .append(place.commitId())
                .append("</code></td><td>")
                .append(commit == null ? "" : commit.date().toString())
                .append("</td><td>")
                .append(commit == null ? "" : Markup.escape(commit.author()))
                .append("</td></tr>\n");
    }

    private static void skipped(Skipped skipped, StringBuilder html) {
        html.append("<li><code>")
                .append(Markup.escape(skipped.name()))
                .append("</code>: ")
                .append(Markup.escape(skipped.reason()))
                .append("</li>\n");
    }
}
