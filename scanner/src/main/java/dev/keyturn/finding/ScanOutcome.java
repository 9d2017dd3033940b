package dev.keyturn.finding;

import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a scan found, what it could not read, and what it read.
 *
 * @param findings by severity, then by first place
 * @param skipped empty if the scan was complete
 * @param statistics counts
 * @param heldBack keys of ours that comments accept, which they cannot do for one that is live
 * @param suppressions what in a scanned change keeps findings from being reported, or was meant to
 */
public record ScanOutcome(
        List<Finding> findings,
        List<Skipped> skipped,
        Statistics statistics,
        List<Finding> heldBack,
        List<Suppression> suppressions) {
    public ScanOutcome {
        findings = List.copyOf(findings);
        skipped = List.copyOf(skipped);
        heldBack = List.copyOf(heldBack);
        suppressions = List.copyOf(suppressions);
    }

    /** An outcome in which nothing was accepted by comments. */
    public ScanOutcome(List<Finding> findings, List<Skipped> skipped, Statistics statistics) {
        this(findings, skipped, statistics, List.of(), List.of());
    }

    /** The same with other findings. */
    public ScanOutcome with(List<Finding> others) {
        return new ScanOutcome(others, skipped, statistics, heldBack, suppressions);
    }

    /** The same with more that suppresses. */
    public ScanOutcome suppressedBy(List<Suppression> more) {
        List<Suppression> all =
                Stream.concat(suppressions.stream(), more.stream()).toList();
        return new ScanOutcome(findings, skipped, statistics, heldBack, all);
    }

    /** Everything that the api should be asked about: findings, and what is held back. */
    public ScanOutcome withHeldBack() {
        Map<String, Finding> all = new LinkedHashMap<>();
        Stream.concat(findings.stream(), heldBack.stream())
                .forEach(finding -> all.merge(finding.identity(), finding, ScanOutcome::joined));
        return with(List.copyOf(all.values()));
    }

    /** After the api was asked about everything: without what is held back, unless it turned out to be live. */
    public ScanOutcome withoutHeldBack(ScanOutcome asked) {
        List<Finding> kept = new ArrayList<>();
        for (Finding answered : asked.findings) {
            Finding open = findings.stream()
                    .filter(finding -> finding.identity().equals(answered.identity()))
                    .findFirst()
                    .orElse(null);
            if (answered.live()) {
                kept.add(answered);
            } else if (open != null) {
                kept.add(open.standing(answered.standing()));
            }
        }
        return with(kept);
    }

    private static Finding joined(Finding one, Finding other) {
        List<Place> places = Stream.concat(one.places().stream(), other.places().stream())
                .distinct()
                .toList();
        return one.at(places);
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
