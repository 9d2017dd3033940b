package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** For the person at a terminal: what, where, since when, and what to do. */
final class TextReport implements Report {
    private static final int PLACES = 5;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);
    private static final String RESET = "\u001b[0m";

    private final boolean colour;

    TextReport(boolean colour) {
        this.colour = colour;
    }

    @Override
    public String of(ScanOutcome outcome) {
        if (outcome.findings().isEmpty()) {
            return outcome.complete() ? "No secrets found.\n" : "No secrets found in what could be read.\n";
        }
        StringBuilder text = new StringBuilder();
        outcome.findings().forEach(finding -> finding(finding, text));
        return text.toString();
    }

    private void finding(Finding finding, StringBuilder text) {
        text.append(severity(finding))
                .append("  ")
                .append(finding.rule().title())
                .append("  ")
                .append(bold(Printable.of(finding.secret())))
                .append("  (")
                .append(finding.rule().id())
                .append(")\n");
        List<Place> places = finding.places();
        List<Place> shown = places.subList(0, Math.min(PLACES, places.size()));
        int width = shown.stream()
                .mapToInt(place -> Printable.of(Where.of(place)).length())
                .max()
                .orElse(0);
        shown.forEach(place -> place(place, width, text));
        if (places.size() > PLACES) {
            text.append("    and ").append(places.size() - PLACES).append(" more places\n");
        }
        if (finding.answer() != null) {
            line("api", Printable.of(Answers.sentence(finding.answer())), text);
        } else if (!finding.rule().revoke().isEmpty()) {
            line("revoke", finding.rule().revoke(), text);
        }
        text.append('\n');
    }

    private static void place(Place place, int width, StringBuilder text) {
        String where = Printable.of(Where.of(place));
        text.append("    ").append(where);
        Commit commit = place.commit();
        if (commit != null) {
            text.append(" ".repeat(width - where.length() + 2))
                    .append(commit.id(), 0, Math.min(10, commit.id().length()))
                    .append("  ")
                    .append(DAY.format(commit.date()))
                    .append("  ")
                    .append(Printable.of(commit.author()));
        }
        text.append('\n');
    }

    private static void line(String label, String value, StringBuilder text) {
        text.append("    ").append(label).append(": ").append(value).append('\n');
    }

    private String severity(Finding finding) {
        String word = finding.rule().severity().name();
        String code = switch (finding.rule().severity()) {
            case CRITICAL -> "\u001b[1;31m";
            case HIGH -> "\u001b[31m";
            case MEDIUM -> "\u001b[33m";
            case LOW -> "\u001b[36m";
        };
        String padded = String.format(Locale.ROOT, "%-8s", word);
        return colour ? code + padded + RESET : padded;
    }

    private String bold(String words) {
        return colour ? "\u001b[1m" + words + RESET : words;
    }
}
