package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.finding.Scan;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.hook.HookMessage;
import dev.keyturn.hook.HookName;
import dev.keyturn.hook.Incoming;
import dev.keyturn.hook.MessageFile;
import dev.keyturn.hook.PushPolicy;
import dev.keyturn.source.Source;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.RangeSource;
import dev.keyturn.source.git.StagedSource;
import dev.keyturn.submit.ApiAccess;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn hook run}: what git calls. It says nothing and ends with 0 if there is nothing to say. */
@Command(
        name = "run",
        description = "What the installed hooks call: scans as the hook of that name, with git's arguments and input.",
        mixinStandardHelpOptions = true)
final class HookRunCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "pre-commit, pre-merge-commit, commit-msg, pre-push, pre-receive or update")
    String name = "";

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "what git gives the hook")
    List<String> arguments = new ArrayList<>();

    @Option(names = "--repo", paramLabel = "PATH", description = "the repository; this directory by default")
    Path repository = Path.of("");

    @Option(names = "--config", paramLabel = "FILE", description = "rules in gitleaks' TOML")
    @Nullable
    Path config;

    @Option(names = "--baseline", paramLabel = "FILE", description = "findings that are accepted already")
    @Nullable
    Path baseline;

    @Option(names = "--report", description = "send fingerprints of our keys to the api, which revokes them")
    boolean report;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        HookName hook = HookOptions.name(name);
        ScanRun run = ScanRun.of(spec, options(hook));
        if (hook.isServers()) {
            PushPolicy policy = PushPolicy.of(repository, environment());
            return new ServerHook(hook, policy, spec.commandLine().getErr())
                    .decide(() -> scan(hook, run), run::outcome);
        }
        Scan scan = scan(hook, run);
        return scan == null ? ExitCode.FINE : tell(hook, run.outcome(scan));
    }

    /** A scan of what the hook looks at, null if there is nothing. */
    private @Nullable Scan scan(HookName hook, ScanRun run) throws Complaint {
        Optional<Source> source = source(hook, run);
        if (source.isEmpty()) {
            return null;
        }
        try (Source open = source.get()) {
            Scan scan = run.begin();
            scan.read(open);
            return scan;
        } catch (NothingToScan e) {
            nothing(e);
            return null;
        }
    }

    /** Git asks about empty commits too, which is fine; whoever runs the framework by hand may expect more. */
    private void nothing(NothingToScan nothing) {
        if (environment().containsKey("PRE_COMMIT")) {
            spec.commandLine().getErr().println("keyturn: " + nothing.what() + ", so nothing was scanned");
        }
    }

    private int tell(HookName hook, ScanOutcome outcome) {
        spec.commandLine().getErr().print(new HookMessage(hook).of(outcome));
        spec.commandLine().getErr().flush();
        return ExitCode.of(outcome, false);
    }

    /** A server that knows its api, and has a key for it, reports by itself: nobody who pushes could say so. */
    private ScanOptions options(HookName hook) {
        ScanOptions options = new ScanOptions();
        options.config = config;
        options.baseline = baseline;
        options.report = report || hook.isServers() && has(ApiAccess.URL_VARIABLE, ApiAccess.KEY_VARIABLE);
        return options;
    }

    private boolean has(String... variables) {
        Surroundings surroundings = Surroundings.of(spec);
        return Stream.of(variables).allMatch(name -> surroundings.variable(name).isPresent());
    }

    /**
     * What the hook looks at; nothing if the push only deletes. It is judged by what the other side has: what is pushed
     * cannot change that.
     */
    private Optional<Source> source(HookName hook, ScanRun run) throws Complaint {
        return switch (hook) {
            case PRE_COMMIT, PRE_MERGE_COMMIT -> {
                run.ofChange(repository, List.of("HEAD"), List.of());
                yield Optional.of(new StagedSource(GitRepository.at(repository)));
            }
            case COMMIT_MSG -> {
                run.ofChange(repository, List.of("HEAD"), List.of());
                yield Optional.of(MessageFile.of(arguments));
            }
            case PRE_PUSH -> {
                Incoming pushed = Incoming.pushed(repository, remote(), input(), environment());
                List<String> bases = new ArrayList<>(List.of("refs/remotes/" + remote() + "/HEAD"));
                bases.addAll(pushed.known());
                yield source(pushed, bases, run);
            }
            case PRE_RECEIVE -> source(Incoming.received(repository, input(), environment()), List.of("HEAD"), run);
            case UPDATE -> source(Incoming.updated(repository, arguments, environment()), List.of("HEAD"), run);
        };
    }

    private Optional<Source> source(Incoming incoming, List<String> bases, ScanRun run) throws Complaint {
        if (incoming.isNothing()) {
            return Optional.empty();
        }
        RangeSource source = new RangeSource(GitRepository.at(repository), incoming.known(), incoming.added());
        run.ofChange(repository, bases, source.to());
        return Optional.of(source);
    }

    private String remote() {
        return arguments.isEmpty() ? "origin" : arguments.get(0);
    }

    private List<String> input() {
        return new BufferedReader(new InputStreamReader(Surroundings.of(spec).input(), StandardCharsets.UTF_8))
                .lines()
                .toList();
    }

    private Map<String, String> environment() {
        return Surroundings.of(spec).environment();
    }
}
