package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.finding.Scan;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Source;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** What every {@code scan} does once it knows what to read: scan, submit, report, and choose the exit code. */
final class ScanRun {
    private final ScanOptions options;
    private final PrintWriter out;
    private final PrintWriter err;

    private ScanRun(ScanOptions options, PrintWriter out, PrintWriter err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    static ScanRun of(CommandSpec spec, ScanOptions options) {
        return new ScanRun(
                options, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    /** Scans one source to the end. */
    int scan(Source source) throws Complaint {
        try (source) {
            Scan scan = begin();
            scan.read(source);
            return finish(scan.outcome());
        }
    }

    /** A scan with the rules that the options ask for, for commands that read several sources. */
    Scan begin() throws Complaint {
        return new Scan(Rules.builtIn());
    }

    /** Submits if asked, reports, sums up, and chooses the exit code. */
    int finish(ScanOutcome outcome) throws Complaint {
        out.print(options.format.report().of(outcome));
        err.flush();
        return ExitCode.of(outcome, options.requireComplete);
    }
}
