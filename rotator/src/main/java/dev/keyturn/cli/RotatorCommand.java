package dev.keyturn.cli;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.policy.DueClock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code keyturn rotator}: the worker, and what its other commands share. */
@Command(
        name = "keyturn rotator",
        description = "Re-creates keys when they are due or leaked, and writes them into Vault. Without a command it"
                + " works until it is stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = RotatorCommand.Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:something failed, or waits for a person",
            "2:the command line or the configuration cannot be used"
        })
public final class RotatorCommand implements Callable<Integer> {
    /** What an exit code says. */
    static final int WELL = 0;

    static final int FAILED = 1;
    static final int UNUSABLE = 2;

    private final ToIntFunction<Path> worker;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "the rotator's configuration (YAML); see docs/rotation.md")
    private @Nullable Path config;

    private RotatorCommand(ToIntFunction<Path> worker) {
        this.worker = worker;
    }

    /**
     * The whole command line.
     *
     * @param worker runs a worker by its configuration until it is stopped, and gives an exit code
     */
    public static CommandLine commandLine(ToIntFunction<Path> worker) {
        RotatorCommand root = new RotatorCommand(worker);
        return new CommandLine(root)
                .addSubcommand("plan", new PlanCommand(root))
                .addSubcommand("vault-setup", new VaultSetupCommand())
                .addSubcommand("apply", new ApplyCommand(root))
                .addSubcommand("run", new RunCommand(root))
                .addSubcommand("status", new StatusCommand(root))
                .addSubcommand("resume", new ResumeCommand(root))
                .addSubcommand("rollback", new RollbackCommand(root))
                .addSubcommand("abort", new AbortCommand(root))
                .setParameterExceptionHandler(Failures::handle)
                .setExecutionExceptionHandler(Failures::handle);
    }

    @Override
    public Integer call() {
        return worker.applyAsInt(file());
    }

    /** The parts of a rotator, for a command that ends soon. */
    Assembly open(DueClock clock) {
        return Assembly.of(file(), clock);
    }

    private Path file() {
        if (config == null) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(),
                    "--config FILE is missing: it names the rotator's" + " configuration");
        }
        return config;
    }

    static PrintWriter out(@Nullable CommandSpec spec) {
        return java.util.Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RotatorCommand.class.getPackage().getImplementationVersion();
            return new String[] {"keyturn rotator " + (version == null ? "(from source)" : version)};
        }
    }
}
