package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.finding.IdentityKey;
import dev.keyturn.finding.Scan;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.report.Annotations;
import dev.keyturn.report.StepSummary;
import dev.keyturn.report.Style;
import dev.keyturn.source.Source;
import dev.keyturn.submit.Submission;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What every {@code scan} does once it knows what to read: scan, submit, report, and choose the exit code. */
final class ScanRun {
    private final ScanOptions options;
    private final PrintWriter out;
    private final PrintWriter err;
    private final String command;
    private final Surroundings surroundings;
    private final @Nullable Submission submission;
    private Path directory = Path.of("");

    private ScanRun(CommandSpec spec, ScanOptions options) throws Complaint {
        this.options = options;
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
        this.command = spec.qualifiedName().substring(spec.root().name().length() + 1);
        if (options.annotations && options.output == null) {
            throw new Complaint(
                    "--annotations take standard output, where the report would go", "give a file with --output");
        }
        this.surroundings = Surroundings.of(spec);
        this.submission = options.report
                ? new Submission(
                        surroundings.environment(),
                        Duration.ofSeconds(options.patience),
                        words -> err.println("keyturn: " + words))
                : null;
    }

    /** @throws Complaint if the options ask for what cannot be done, before anything is read */
    static ScanRun of(CommandSpec spec, ScanOptions options) throws Complaint {
        return new ScanRun(spec, options);
    }

    /** Has the files that configure a scan looked for in a directory. */
    ScanRun in(Path where) {
        directory = where;
        return this;
    }

    /** Scans one source to the end. */
    int scan(Source source) throws Complaint {
        try (source) {
            Scan scan = begin();
            try (Progress progress = Progress.of(scan.tally(), err)) {
                scan.read(source);
            } catch (NothingToScan nothing) {
                if (!options.allowEmpty) {
                    throw nothing;
                }
                err.println("keyturn: " + nothing.what());
            }
            return finish(scan);
        }
    }

    /** A scan with the rules that the options ask for, for commands that read several sources. */
    Scan begin() throws Complaint {
        Policy policy = Policy.of(options, directory, surroundings.environment());
        policy.notes().forEach(note -> err.println("keyturn: " + note));
        return new Scan(policy.rules(), IdentityKey.of(surroundings.environment()), policy.baseline());
    }

    /** Tells the api of an outcome if that was asked for, and comes back with its answers. */
    ScanOutcome submit(ScanOutcome found) {
        return submission == null ? found : submission.submit(found, command);
    }

    /** Ends a scan: writes a baseline if asked, submits if asked, reports, sums up, and chooses the exit code. */
    int finish(Scan scan) throws Complaint {
        Path baseline = options.writeBaseline;
        if (baseline != null) {
            OutputFile.write(baseline, scan.acceptingBaseline());
        }
        return finish(scan.outcome());
    }

    /** The same without a baseline. */
    int finish(ScanOutcome found) throws Complaint {
        ScanOutcome outcome = submit(found);
        Path file = options.output;
        Style style = file == null ? Terminal.style(surroundings.environment()) : Style.plain();
        String report = options.format.report(style).of(outcome);
        if (file == null) {
            out.print(report);
            out.flush();
        } else {
            OutputFile.write(file, report);
        }
        if (options.annotations) {
            out.print(new Annotations().of(outcome));
            out.flush();
            summariseStep(outcome);
        }
        Summary.print(outcome, err);
        return ExitCode.of(outcome, options.requireComplete);
    }

    /** GitHub names a file to which a step's summary is added. */
    private void summariseStep(ScanOutcome outcome) throws Complaint {
        Optional<String> summary = surroundings.variable("GITHUB_STEP_SUMMARY");
        if (summary.isPresent()) {
            OutputFile.append(Path.of(summary.get()), new StepSummary().of(outcome));
        }
    }
}
