package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Standing;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** For the person who asks whether keys stand somewhere: of each where it does, all of it, or that it does not. */
public final class HuntReport implements Report {
    private static final int REFS = 10;
    private static final int SHOWN = 12;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private final Set<Fingerprint> wanted;
    private final Map<String, List<String>> refs;
    private final Style style;

    /**
     * @param wanted what was looked for
     * @param refs which refs contain a commit, by its id
     */
    public HuntReport(Set<Fingerprint> wanted, Map<String, List<String>> refs, Style style) {
        this.wanted = wanted;
        this.refs = refs;
        this.style = style;
    }

    @Override
    public String of(ScanOutcome outcome) {
        StringBuilder text = new StringBuilder();
        for (Fingerprint fingerprint : wanted) {
            outcome.findings().stream()
                    .filter(finding -> fingerprint.equals(finding.fingerprint()))
                    .findFirst()
                    .ifPresentOrElse(finding -> found(finding, text), () -> missed(fingerprint, outcome, text));
        }
        return text.toString();
    }

    private void missed(Fingerprint fingerprint, ScanOutcome outcome, StringBuilder text) {
        text.append(style.faint("not found"))
                .append("  ")
                .append(fingerprint.hex(), 0, SHOWN)
                .append("…")
                .append(outcome.complete() ? "" : ", in what could be read")
                .append('\n');
    }

    private void found(Finding finding, StringBuilder text) {
        Fingerprint fingerprint = finding.fingerprint();
        text.append(style.bold("FOUND"))
                .append("      ")
                .append(fingerprint == null ? "" : fingerprint.hex().substring(0, SHOWN) + "…  ")
                .append(style.bold(Printable.of(finding.secret())))
                .append("  in ")
                .append(Words.count(finding.places().size(), "place"))
                .append('\n');
        finding.places().forEach(place -> place(place, text));
        Set<String> holding = new TreeSet<>();
        finding.places().forEach(place -> holding.addAll(refs.getOrDefault(place.commitId(), List.of())));
        if (!holding.isEmpty()) {
            labelled("still in", names(holding), text);
        }
        Standing standing = finding.standing();
        if (standing != null) {
            labelled("api", Printable.of(Answers.sentence(standing)), text);
        }
    }

    private static String names(Set<String> holding) {
        String some = String.join(
                ", ", holding.stream().limit(REFS).map(Printable::of).toList());
        return holding.size() > REFS ? some + " and " + Words.count(holding.size() - REFS, "more ref") : some;
    }

    private void labelled(String label, String value, StringBuilder text) {
        String start = "    " + label + ": ";
        text.append(start).append(style.wrapped(value, start.length())).append('\n');
    }

    private void place(Place place, StringBuilder text) {
        Commit commit = place.commit();
        text.append("    ").append(Printable.of(Where.of(place)));
        if (commit != null) {
            text.append("  ")
                    .append(style.faint(
                            commit.id() + "  " + DAY.format(commit.date()) + "  " + Printable.of(commit.author())));
        }
        text.append('\n');
    }
}
