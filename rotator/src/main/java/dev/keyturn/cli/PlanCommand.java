package dev.keyturn.cli;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.policy.DueClock;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code keyturn rotator plan}: what would happen and why, without doing any of it. */
@Command(
        name = "plan",
        description = "Shows which keys would be rotated, when, why, and what would stop it. Changes nothing.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    private final RotatorCommand rotator;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--days", paramLabel = "N", description = "how far to look ahead (default: ${DEFAULT-VALUE})")
    private int days = 90;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Format format = Format.text;

    PlanCommand(RotatorCommand rotator) {
        this.rotator = rotator;
    }

    @Override
    public Integer call() {
        if (days < 0) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--days is how far to look ahead: 0 or more");
        }
        DueClock clock = DueClock.real();
        try (Assembly assembly = rotator.open(clock)) {
            List<Forecast.Entry> entries =
                    new Forecast(assembly, clock).until(clock.now().plus(Duration.ofDays(days)));
            PrintWriter out = RotatorCommand.out(spec);
            if (format == Format.json) {
                out.println(SavedPlan.of(entries, clock.now(), days).json());
            } else {
                print(entries, clock, out);
            }
            out.flush();
            return entries.stream().anyMatch(entry -> entry.obstacle() != null)
                    ? RotatorCommand.FAILED
                    : RotatorCommand.WELL;
        }
    }

    private void print(List<Forecast.Entry> entries, DueClock clock, PrintWriter out) {
        if (entries.isEmpty()) {
            out.println("Nothing falls due within " + days + " days.");
        }
        for (Forecast.Entry entry : entries) {
            out.println(entry.environment() + "  " + entry.name() + "  due " + Words.time(entry.dueAt()) + " ("
                    + Words.distance(entry.dueAt(), clock.now()) + ")"
                    + (entry.startsAt().isAfter(entry.dueAt())
                                    && entry.startsAt().isAfter(clock.now())
                            ? ", starts " + Words.time(entry.startsAt())
                            : ""));
            entry.why().forEach(why -> out.println("    why       " + why));
            out.println("    delivery  " + entry.delivery());
            out.println("    used by   "
                    + (entry.consumers().isEmpty() ? "nobody that was seen" : String.join(", ", entry.consumers())));
            if (entry.obstacle() != null) {
                out.println("    STOPPED   " + entry.obstacle());
            }
        }
    }
}
