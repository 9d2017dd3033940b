package dev.keyturn.cli;

import dev.keyturn.report.Format;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every scan takes. */
@Command(
        exitCodeListHeading = "%nExit codes, the first that applies:%n",
        exitCodeList = {
            "2:the command line cannot be used, or nothing could be scanned",
            "1:findings; guesses of the generic rule alone do not count",
            "3:something could not be read, under --require-complete",
            "0:none of these"
        })
final class ScanOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; text by default")
    Format format = Format.TEXT;

    @Option(names = "--output", paramLabel = "FILE", description = "write the results here (mode 0600)")
    @Nullable
    Path output;

    @Option(names = "--config", paramLabel = "FILE", description = "rules in gitleaks' TOML")
    @Nullable
    Path config;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "more rules, in keyturn's own form (docs/scanning.md)")
    @Nullable
    Path rules;

    @Option(names = "--baseline", paramLabel = "FILE", description = "findings that are accepted already")
    @Nullable
    Path baseline;

    @Option(
            names = "--ignore-file",
            paramLabel = "FILE",
            description = "accepted places, beside those in .gitleaksignore")
    @Nullable
    Path ignoreFile;

    @Option(names = "--ignore-allow-comments", description = "report what keyturn:allow and gitleaks:allow accept, too")
    boolean ignoreAllowComments;

    @Option(names = "--write-baseline", paramLabel = "FILE", description = "accept everything found by this scan")
    @Nullable
    Path writeBaseline;

    @Option(
            names = "--fingerprint",
            paramLabel = "FILE",
            description =
                    "look for nothing but the keys with these fingerprints: SHA-256 in hexadecimal, one a line; - for"
                            + " standard input")
    @Nullable
    Path fingerprints;

    @Option(
            names = "--report",
            description =
                    "send fingerprints of our keys to the api at KEYTURN_API_URL, which revokes them; with the key"
                            + " KEYTURN_API_KEY, whose scope is leaks:write")
    boolean report;

    @Option(
            names = "--await-replacement",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "with --report: wait so long at most for replacements to be delivered; 0 by default")
    int patience;

    @Option(names = "--annotations", description = "also print findings as GitHub's workflow commands; with --output")
    boolean annotations;

    @Option(names = "--explain", description = "say on standard error why each candidate was reported, or was not")
    boolean explain;

    @Option(names = "--require-complete", description = "exit 3 if anything could not be read")
    boolean requireComplete;

    @Option(names = "--allow-empty", description = "having nothing to scan is fine")
    boolean allowEmpty;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this")
    boolean help;

    /** Whether nothing but the history and what comes with the product has a say in what the scan comes to. */
    boolean hangOnHistoryAlone() {
        boolean otherFiles = Stream.of(config, rules, baseline, ignoreFile, writeBaseline, fingerprints)
                .anyMatch(Objects::nonNull);
        return !otherFiles && !report && !annotations && !explain;
    }

    boolean allowComments() {
        return !ignoreAllowComments;
    }
}
