package dev.keyturn.report;

import dev.keyturn.finding.ScanOutcome;

/** A form in which an outcome is told. */
@FunctionalInterface
public interface Report {
    /** The whole report. */
    String of(ScanOutcome outcome);
}
