package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.finding.Baseline;
import dev.keyturn.finding.Identities;
import dev.keyturn.finding.Scan;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.report.Annotations;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Source;
import dev.keyturn.submit.Submission;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What every {@code scan} does once it knows what to read: scan, submit, report, and choose the exit code. */
final class ScanRun {
    private final ScanOptions options;
    private final PrintWriter out;
    private final PrintWriter err;
    private final String command;
    private final @Nullable Submission submission;

    private ScanRun(CommandSpec spec, ScanOptions options) throws Complaint {
        this.options = options;
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
        this.command = spec.qualifiedName().substring(spec.root().name().length() + 1);
        if (options.annotations && options.output == null) {
            throw new Complaint(
                    "--annotations take standard output, where the report would go", "give a file with --output");
        }
        this.submission = options.report
                ? new Submission(Surroundings.of(spec).environment(), words -> err.println("keyturn: " + words))
                : null;
    }

    /** @throws Complaint if the options ask for what cannot be done, before anything is read */
    static ScanRun of(CommandSpec spec, ScanOptions options) throws Complaint {
        return new ScanRun(spec, options);
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
        return new Scan(Rules.builtIn(), new Identities(new byte[16]), Baseline.none());
    }

    /** Tells the api of an outcome if that was asked for, and comes back with its answers. */
    ScanOutcome submit(ScanOutcome found) {
        return submission == null ? found : submission.submit(found, command);
    }

    /** Submits if asked, reports, sums up, and chooses the exit code. */
    int finish(ScanOutcome found) throws Complaint {
        ScanOutcome outcome = submit(found);
        out.print(options.format.report().of(outcome));
        if (options.annotations) {
            out.print(new Annotations().of(outcome));
        }
        err.flush();
        return ExitCode.of(outcome, options.requireComplete);
    }
}
