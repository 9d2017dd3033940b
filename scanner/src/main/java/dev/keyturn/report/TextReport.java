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
    private static final int GUESSES = 10;
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
        outcome.findings().stream()
                .filter(finding -> !finding.rule().generic())
                .forEach(finding -> finding(finding, text));
        guesses(
                outcome.findings().stream()
                        .filter(finding -> finding.rule().generic())
                        .toList(),
                text);
        return text.toString();
    }

    /** What a name alone makes suspicious is often no secret: a line each, and few of them, below what is certain. */
    private void guesses(List<Finding> guesses, StringBuilder text) {
        if (guesses.isEmpty()) {
            return;
        }
        text.append(guesses.size())
                .append(guesses.size() == 1 ? " guess" : " guesses")
                .append(" by the name beside it (")
                .append(guesses.get(0).rule().id())
                .append("): perhaps secrets, and no reason to fail\n");
        for (Finding guess : guesses.subList(0, Math.min(GUESSES, guesses.size()))) {
            text.append("    ")
                    .append(Printable.of(Where.of(guess.first())))
                    .append("  ")
                    .append(Printable.of(guess.secret()))
                    .append('\n');
        }
        if (guesses.size() > GUESSES) {
            text.append("    and ").append(guesses.size() - GUESSES).append(" more: --format json names them all\n");
        }
        text.append('\n');
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
