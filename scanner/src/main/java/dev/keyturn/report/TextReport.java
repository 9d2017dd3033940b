package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Standing;
import dev.keyturn.rule.Severity;
import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * For the person at a terminal: what, where, since when, and what to do. Findings of a rule stand together and share the
 * advice; guesses and information come last, a line each.
 */
final class TextReport implements Report {
    private static final int PLACES = 5;
    private static final int PLACES_OF_MANY = 2;
    private static final int MANY = 30;
    private static final int BRIEF = 10;
    private static final int COMMIT = 10;
    private static final int COMMIT_DAY_AUTHOR = 45;
    private static final int SHORTEST = 30;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private final Style style;

    TextReport(Style style) {
        this.style = style;
    }

    @Override
    public String of(ScanOutcome outcome) {
        if (outcome.findings().isEmpty()) {
            return Suppressions.text(outcome)
                    + (outcome.complete() ? "No secrets found.\n" : "No secrets found in what could be read.\n");
        }
        StringBuilder text = new StringBuilder();
        List<Finding> serious =
                outcome.findings().stream().filter(Finding::blocks).toList();
        int places = serious.size() > MANY ? PLACES_OF_MANY : PLACES;
        for (int i = 0; i < serious.size(); i++) {
            boolean last = i + 1 == serious.size() || !sharesAdvice(serious.get(i), serious.get(i + 1));
            finding(serious.get(i), places, last, text);
        }
        brief(outcome, text);
        text.append(Suppressions.text(outcome));
        String history = Advice.history(serious);
        if (!history.isEmpty()) {
            text.append(style.wrapped(history, 0)).append('\n');
        }
        if (serious.size() > 1) {
            text.append(counts(outcome.findings())).append('\n');
        }
        return text.toString();
    }

    private static boolean sharesAdvice(Finding one, Finding next) {
        return one.rule().id().equals(next.rule().id())
                && Objects.equals(one.standing(), next.standing())
                && Advice.of(one).equals(Advice.of(next));
    }

    /** What is only perhaps a secret, or no danger: a line each, and few of them, below what is certain. */
    private void brief(ScanOutcome outcome, StringBuilder text) {
        Map<String, List<Finding>> groups = outcome.findings().stream()
                .filter(finding -> !finding.blocks())
                .collect(Collectors.groupingBy(TextReport::why, java.util.LinkedHashMap::new, Collectors.toList()));
        groups.forEach((why, findings) -> {
            text.append(style.severity(findings.get(0).severity()))
                    .append("  ")
                    .append(style.wrapped(findings.size() + " × " + why, 10))
                    .append('\n');
            findings.stream().limit(BRIEF).forEach(finding -> line(finding, text));
            if (findings.size() > BRIEF) {
                text.append("    and ").append(findings.size() - BRIEF).append(" more: --format json names them all\n");
            }
            text.append('\n');
        });
    }

    private static String why(Finding finding) {
        Standing standing = finding.standing();
        String rule = " (" + finding.rule().id() + ")";
        if (finding.rule().generic()) {
            return finding.rule().title() + rule + ": guessed by the name beside it, and no reason to fail";
        }
        return standing != null && standing.state() == Standing.State.NEVER_ISSUED
                ? finding.rule().title() + rule + ": never issued here. " + sentences(Advice.of(finding))
                : finding.rule().title() + rule + ". " + sentences(Advice.of(finding));
    }

    private void line(Finding finding, StringBuilder text) {
        String secret = Printable.of(finding.secret());
        String where = Printable.of(Where.of(finding.first()));
        text.append("    ")
                .append(Style.tail(where, Math.max(SHORTEST, style.width() - secret.length() - 6)))
                .append("  ")
                .append(secret)
                .append('\n');
    }

    private void finding(Finding finding, int most, boolean last, StringBuilder text) {
        text.append(style.severity(finding.severity()))
                .append("  ")
                .append(finding.rule().title())
                .append("  ")
                .append(style.bold(Printable.of(finding.secret())))
                .append("  ")
                .append(style.faint("(" + finding.rule().id() + ")"))
                .append('\n');
        List<Place> places = finding.places();
        List<Place> shown = places.subList(0, Math.min(most, places.size()));
        int room = Math.max(SHORTEST, style.width() - COMMIT_DAY_AUTHOR);
        int width = shown.stream()
                .mapToInt(place -> where(place, room).length())
                .max()
                .orElse(0);
        shown.forEach(place -> place(place, where(place, room), width, text));
        if (places.size() > shown.size()) {
            text.append("    and ")
                    .append(Words.count(places.size() - shown.size(), "more place"))
                    .append('\n');
        }
        String forbidden = finding.forbidden();
        if (forbidden != null) {
            labelled("why", forbidden, text);
        }
        if (last) {
            closing(finding, text);
        }
    }

    private void closing(Finding finding, StringBuilder text) {
        Standing standing = finding.standing();
        if (standing != null) {
            labelled("api", Printable.of(Answers.sentence(standing)), text);
        }
        labelled("now", Printable.of(sentences(Advice.of(finding))), text);
        text.append('\n');
    }

    private static String sentences(List<String> steps) {
        return steps.stream()
                .map(step -> Character.toUpperCase(step.charAt(0)) + step.substring(1))
                .collect(Collectors.joining(". ", "", "."));
    }

    /** The place without what breaks a line, its end at least. */
    private static String where(Place place, int room) {
        return Style.tail(Printable.of(Where.of(place)), room);
    }

    private void place(Place place, String where, int width, StringBuilder text) {
        text.append("    ").append(where);
        Commit commit = place.commit();
        if (commit != null) {
            String id = commit.id().substring(0, Math.min(COMMIT, commit.id().length()));
            text.append(" ".repeat(width - where.length() + 2))
                    .append(style.faint(id + "  " + DAY.format(commit.date()) + "  " + Printable.of(commit.author())));
        }
        text.append('\n');
    }

    private void labelled(String label, String value, StringBuilder text) {
        String start = "    " + label + ": ";
        text.append(start).append(style.wrapped(value, start.length())).append('\n');
    }

    /** {@code 12 findings: 2 critical, 10 high}. */
    static String counts(List<Finding> findings) {
        Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
        findings.stream()
                .filter(Finding::blocks)
                .forEach(finding -> bySeverity.merge(finding.severity(), 1L, Long::sum));
        StringBuilder line = new StringBuilder(Words.count(findings.size(), "finding"));
        String separator = ": ";
        for (int i = Severity.values().length - 1; i >= 0; i--) {
            Long count = bySeverity.get(Severity.values()[i]);
            if (count != null) {
                line.append(separator).append(count).append(' ').append(Severity.values()[i].word());
                separator = ", ";
            }
        }
        long rest = findings.stream().filter(finding -> !finding.blocks()).count();
        return rest == 0 ? line.toString() : line + separator + rest + " to look at";
    }
}
