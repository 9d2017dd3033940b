package dev.keyturn.finding;

import dev.keyturn.source.Skipped;
import java.util.List;

/**
 * What a scan found, what it could not read, and what it read.
 *
 * @param findings by severity, then by first place
 * @param skipped empty if the scan was complete
 * @param statistics counts
 */
public record ScanOutcome(List<Finding> findings, List<Skipped> skipped, Statistics statistics) {
    public ScanOutcome {
        findings = List.copyOf(findings);
        skipped = List.copyOf(skipped);
    }

    /** Whether everything that was asked for could be read. */
    public boolean complete() {
        return skipped.isEmpty();
    }

    /** Whether a finding is more than a guess, and more than information. */
    public boolean blocks() {
        return findings.stream().anyMatch(Finding::blocks);
    }
}
