package dev.keyturn.cli;

import dev.keyturn.finding.ScanOutcome;

/** What a command ends with; of several that apply, the first in this order. */
final class ExitCode {
    static final int USAGE = 2;
    static final int FINDINGS = 1;
    static final int INCOMPLETE = 3;
    static final int FINE = 0;

    private ExitCode() {}

    static int of(ScanOutcome outcome, boolean requireComplete) {
        if (outcome.blocks()) {
            return FINDINGS;
        }
        return requireComplete && !outcome.complete() ? INCOMPLETE : FINE;
    }
}
