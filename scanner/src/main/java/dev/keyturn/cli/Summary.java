package dev.keyturn.cli;

import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Statistics;
import dev.keyturn.report.Printable;
import dev.keyturn.report.Words;
import dev.keyturn.source.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a scan read and what it left out, for the person at the terminal: one line of each. */
final class Summary {
    private static final int REASONS = 10;
    private static final int NAMES = 3;

    private Summary() {}

    static List<String> of(ScanOutcome outcome) {
        Map<String, List<String>> gaps = outcome.skipped().stream()
                .collect(Collectors.groupingBy(
                        Skipped::reason, LinkedHashMap::new, Collectors.mapping(Skipped::name, Collectors.toList())));
        List<String> lines = new ArrayList<>();
        gaps.entrySet().stream()
                .limit(REASONS)
                .forEach(gap -> lines.add("not scanned: " + gap(gap.getKey(), gap.getValue())));
        if (gaps.size() > REASONS) {
            lines.add(String.format(
                    Locale.ROOT, "not scanned for %,d more reasons; --format json names all", gaps.size() - REASONS));
        }
        lines.add(line(outcome));
        return lines;
    }

    /** {@code a, b, c and 12 more: damaged}. */
    private static String gap(String reason, List<String> names) {
        String some = names.stream().limit(NAMES).map(Printable::of).collect(Collectors.joining(", "));
        String more = names.size() > NAMES ? String.format(Locale.ROOT, " and %,d more", names.size() - NAMES) : "";
        return some + more + ": " + Printable.of(reason);
    }

    private static String line(ScanOutcome outcome) {
        Statistics read = outcome.statistics();
        List<String> what = new ArrayList<>();
        if (read.refs() > 0) {
            what.add(Words.count(read.refs(), "ref"));
        }
        if (read.commits() > 0) {
            what.add(Words.count(read.commits(), "commit"));
        }
        what.add(Words.count(read.blobs(), read.refs() > 0 ? "blob" : "file"));
        what.add(Words.size(read.bytes()));
        String line = "scanned " + String.join(", ", what) + " with " + Words.count(read.rules(), "rule")
                + String.format(Locale.ROOT, " in %.2f s: ", read.time().toNanos() / 1e9)
                + Words.count(outcome.findings().size(), "finding")
                + (read.known() > 0 ? " in these and " + Words.count(read.known(), "object") + " read before" : "")
                + (read.allowed() > 0 ? ", " + read.allowed() + " allowed" : "");
        return outcome.complete()
                ? line
                : line + ", INCOMPLETE: " + outcome.skipped().size() + " not scanned";
    }
}
