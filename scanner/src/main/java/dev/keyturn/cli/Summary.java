package dev.keyturn.cli;

import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Statistics;
import dev.keyturn.report.Printable;
import dev.keyturn.source.Skipped;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a scan read and what it left out, for the person at the terminal. */
final class Summary {
    private static final int SHOWN = 10;

    private Summary() {}

    static void print(ScanOutcome outcome, PrintWriter err) {
        List<Skipped> skipped = outcome.skipped();
        for (Skipped one : skipped.subList(0, Math.min(SHOWN, skipped.size()))) {
            err.println("keyturn: not scanned: " + Printable.of(one.name()) + ": " + Printable.of(one.reason()));
        }
        if (skipped.size() > SHOWN) {
            err.printf("keyturn: not scanned: %,d more; --format json names them all%n", skipped.size() - SHOWN);
        }
        err.println("keyturn: " + line(outcome));
        err.flush();
    }

    private static String line(ScanOutcome outcome) {
        Statistics read = outcome.statistics();
        StringBuilder line = new StringBuilder("scanned ");
        if (read.refs() > 0) {
            line.append(count(read.refs(), "ref")).append(", ");
        }
        if (read.commits() > 0) {
            line.append(count(read.commits(), "commit")).append(", ");
        }
        line.append(count(read.blobs(), read.commits() > 0 ? "blob" : "file"))
                .append(", ")
                .append(size(read.bytes()))
                .append(" with ")
                .append(count(read.rules(), "rule"))
                .append(String.format(Locale.ROOT, " in %.2f s: ", read.time().toNanos() / 1e9))
                .append(count(outcome.findings().size(), "finding"));
        if (read.allowed() > 0) {
            line.append(", ").append(read.allowed()).append(" allowed");
        }
        return line.append(
                        outcome.complete()
                                ? ""
                                : ", INCOMPLETE: " + outcome.skipped().size() + " not scanned")
                .toString();
    }

    private static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    private static String size(long bytes) {
        if (bytes < 10_000) {
            return count(bytes, "byte");
        }
        return bytes < 10_000_000 ? bytes / 1000 + " kB" : String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
    }
}
