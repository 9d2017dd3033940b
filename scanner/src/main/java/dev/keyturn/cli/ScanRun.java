package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.finding.IdentityKey;
import dev.keyturn.finding.Scan;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Suppression;
import dev.keyturn.finding.Wanted;
import dev.keyturn.report.Annotations;
import dev.keyturn.report.Format;
import dev.keyturn.report.HuntReport;
import dev.keyturn.report.Printable;
import dev.keyturn.report.Report;
import dev.keyturn.report.StepSummary;
import dev.keyturn.report.Style;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Place;
import dev.keyturn.source.Source;
import dev.keyturn.source.git.ChangedFiles;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.HistoryCache;
import dev.keyturn.submit.Submission;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private @Nullable ChangedFiles change;
    private List<Suppression> added = List.of();
    private boolean whole;
    private @Nullable Wanted wanted;
    private @Nullable Recording recording;
    private Map<String, List<String>> refs = Map.of();
    private @Nullable Policy policy;
    private @Nullable Answer answer;

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

    /** Has the scan be one of everything that a baseline can be about, so that lines without a finding are of no use. */
    ScanRun ofAll() {
        whole = true;
        return this;
    }

    /**
     * Has the scan be one of a change, which is judged by what was there before it.
     *
     * @param bases revisions of which the first that is there is what the change starts from
     * @param heads the revisions that it leads to; none: the index
     * @throws Complaint if there is no repository
     */
    ScanRun ofChange(Path repository, List<String> bases, List<String> heads) throws Complaint {
        directory = repository;
        change = ChangedFiles.of(repository, bases, heads);
        return this;
    }

    /** Has what was covered written down. */
    ScanRun recording(Recording where) {
        recording = where;
        return this;
    }

    /** Has what it comes to kept for the launcher. */
    ScanRun keeping(@Nullable Answer where) {
        answer = where;
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
            if (wanted != null) {
                refs = source.refsWith(commits(scan.outcome()));
            }
            Recording manifest = recording;
            if (manifest != null) {
                manifest.write(scan, source);
            }
            return finish(scan);
        }
    }

    private static List<String> commits(ScanOutcome found) {
        return found.findings().stream()
                .flatMap(finding -> finding.places().stream())
                .map(Place::commitId)
                .distinct()
                .toList();
    }

    private Wanted wanted(Path file) throws Complaint {
        if (options.config != null || options.baseline != null || options.writeBaseline != null) {
            throw new Complaint(
                    "--fingerprint looks for given keys, whatever rules and baselines say",
                    "leave --config, --baseline and --write-baseline away");
        }
        try {
            byte[] bytes = file.toString().equals("-") ? surroundings.input().readAllBytes() : Files.readAllBytes(file);
            return Wanted.read(
                    file.toString(),
                    new String(bytes, StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new Complaint(file + " cannot be read", "check the path given with --fingerprint");
        }
    }

    /** A scan with the rules that the options ask for, for commands that read several sources. */
    Scan begin() throws Complaint {
        Path file = options.fingerprints;
        if (file != null) {
            Wanted keys = wanted(file);
            wanted = keys;
            return Scan.forKeys(keys, IdentityKey.of(surroundings.environment()));
        }
        policy().notes().forEach(note -> err.println("keyturn: " + note));
        Complaint refused = policy().refused();
        if (refused != null) {
            err.println("keyturn: " + Printable.of(refused.what()) + ": the rules that come with keyturn are in force");
            err.println("keyturn: " + Printable.of(refused.advice()));
        }
        Scan scan = new Scan(rules(), IdentityKey.of(surroundings.environment()), policy().acceptance());
        if (options.explain) {
            scan.explain();
        }
        return scan;
    }

    /** The cache that scans of a history with these rules share; none for one that has to look at everything. */
    @Nullable
    HistoryCache cache(GitRepository repository) throws Complaint {
        if (options.explain || options.fingerprints != null) {
            return null;
        }
        return HistoryCache.in(surroundings.cacheDirectory(), repository, rules().digest() + " " + Version.build());
    }

    private Rules rules() throws Complaint {
        return options.rules == null ? policy().rules() : policy().rules().and(options.rules);
    }

    private Policy policy() throws Complaint {
        if (policy != null) {
            return policy;
        }
        try (ChangedFiles changed = change) {
            Policy read = Policy.of(options, directory, surroundings.environment(), changed);
            added = read.added();
            policy = read;
            return read;
        }
    }

    /** What was found, with what the api says of it if it was to be told; a comment does not keep back a key in force. */
    ScanOutcome outcome(Scan scan) {
        ScanOutcome found = scan.outcome();
        if (submission != null) {
            found = found.withoutHeldBack(submission.submit(found.withHeldBack(), command));
        }
        scan.remarks(whole).forEach(remark -> err.println("keyturn: " + remark));
        return change == null ? found : found.suppressedBy(scan.comments()).suppressedBy(added);
    }

    /** Ends a scan: writes a baseline if asked, submits if asked, reports, sums up, and chooses the exit code. */
    int finish(Scan scan) throws Complaint {
        Path baseline = options.writeBaseline;
        if (baseline != null) {
            OutputFile.write(baseline, scan.acceptingBaseline(whole));
        }
        scan.explanations().forEach(why -> err.println("explain: " + Printable.of(why.toString())));
        return finish(outcome(scan));
    }

    private int finish(ScanOutcome outcome) throws Complaint {
        Path file = options.output;
        Style style = file == null ? Terminal.style(surroundings.environment()) : Style.plain();
        String report = report(style).of(outcome);
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
        List<String> summary = Summary.of(outcome);
        summary.forEach(line -> err.println("keyturn: " + line));
        err.flush();
        boolean refused = options.fingerprints == null && policy().refused() != null;
        int status = refused ? ExitCode.USAGE : ExitCode.of(outcome, options.requireComplete);
        Answer kept = answer;
        if (kept != null) {
            kept.keep(status, summary, report);
        }
        return status;
    }

    private Report report(Style style) {
        Wanted keys = wanted;
        return keys != null && options.format == Format.TEXT
                ? new HuntReport(keys.fingerprints(), refs, style)
                : options.format.report(style);
    }

    /** GitHub names a file to which a step's summary is added. */
    private void summariseStep(ScanOutcome outcome) throws Complaint {
        Optional<String> summary = surroundings.variable("GITHUB_STEP_SUMMARY");
        if (summary.isPresent()) {
            OutputFile.append(Path.of(summary.get()), new StepSummary().of(outcome));
        }
    }
}
