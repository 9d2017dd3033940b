package dev.keyturn.cli;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.Cause;
import dev.keyturn.rotation.Listener;
import dev.keyturn.rotation.Mirror;
import dev.keyturn.rotation.Planner;
import dev.keyturn.rotation.RotationEngine;
import dev.keyturn.rotation.RotationRow;
import dev.keyturn.schedule.ManagedKey;
import dev.keyturn.wire.RotationState;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn rotator run}: rotates one key now, or everything that is due at a time, and shows each step. */
@Command(
        name = "run",
        description = "Rotates one key now, or with --due-as-of everything that is due then, and shows each step.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private final RotatorCommand rotator;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "KEY", description = "the key's id, its name, or environment/slug")
    private @Nullable String key;

    @Option(
            names = "--due-as-of",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "work as if it were then: 2027-03-01, 2027-03-01T12:00:00Z or +90d")
    private @Nullable Instant dueAsOf;

    RunCommand(RotatorCommand rotator) {
        this.rotator = rotator;
    }

    @Override
    public Integer call() {
        if (key == null && dueAsOf == null) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(),
                    "name a KEY, or a time with --due-as-of TIME");
        }
        DueClock clock = dueAsOf == null ? DueClock.real() : DueClock.asOf(dueAsOf);
        try (Assembly assembly = rotator.open(clock)) {
            assembly.database().migrate();
            assembly.inventory().refresh();
            List<RotationRow> rows = key == null ? runEverythingDue(assembly) : List.of(runOne(assembly, key, clock));
            new Mirror(assembly.workshop()).catchUp();
            return summary(rows);
        }
    }

    private RotationRow runOne(Assembly assembly, String name, DueClock clock) {
        ManagedKey found = find(assembly, name);
        PrintWriter out = RotatorCommand.out(spec);
        Optional<RotationRow> open = assembly.rotations().openOf(found.keyId());
        UUID id = open.map(RotationRow::id)
                .or(() -> plan(assembly, () -> request(assembly, found, clock)).stream()
                        .findFirst())
                .or(() -> assembly.rotations().openOf(found.keyId()).map(RotationRow::id))
                .orElseThrow();
        out.println(found.environment() + "/" + found.slug() + "  rotation " + id
                + (open.isPresent() ? ", under way already" : ""));
        return follower(assembly).follow(id, open.map(row -> row.changes() + 1).orElse(1));
    }

    /** What is under way goes first: a key whose last rotation is still observed cannot be rotated again. */
    private List<RotationRow> runEverythingDue(Assembly assembly) {
        List<RotationRow> rows = new ArrayList<>();
        Follower follower = follower(assembly);
        for (RotationRow row : assembly.rotations().open()) {
            rows.add(show(follower, row, row.changes() + 1));
        }
        Planner planner = new Planner(assembly.workshop());
        for (List<UUID> planned = plan(assembly, planner::plan);
                !planned.isEmpty();
                planned = plan(assembly, planner::plan)) {
            for (UUID id : planned) {
                rows.add(show(follower, assembly.rotations().find(id).orElseThrow(), 1));
            }
        }
        return rows;
    }

    private static List<UUID> request(Assembly assembly, ManagedKey key, DueClock clock) {
        return assembly.rotations().plan(key, Cause.REQUEST, clock.now(), Person.name()).stream()
                .toList();
    }

    /** Plans what only this command shall take on: a worker would do it on its own clock. */
    private static List<UUID> plan(Assembly assembly, Supplier<List<UUID>> planning) {
        List<UUID> planned = assembly.workshop().transaction().execute(status -> {
            List<UUID> ids = planning.get();
            ids.forEach(assembly.rotations()::reserve);
            return ids;
        });
        return planned == null ? List.of() : planned;
    }

    private RotationRow show(Follower follower, RotationRow row, int fromChange) {
        RotatorCommand.out(spec)
                .println(row.environment() + "/" + row.slug() + "  rotation " + row.id() + " ("
                        + row.cause().word() + ")");
        return follower.follow(row.id(), fromChange);
    }

    private Follower follower(Assembly assembly) {
        RotationEngine engine = new RotationEngine(assembly.workshop(), Listener.NONE);
        return new Follower(assembly, engine, RotatorCommand.out(spec));
    }

    private int summary(List<RotationRow> rows) {
        PrintWriter out = RotatorCommand.out(spec);
        long attention = rows.stream()
                .filter(row -> row.state() == RotationState.NEEDS_ATTENTION)
                .peek(row -> out.println("rotation " + row.id() + " needs you: " + row.attentionWords() + ". "
                        + (row.attention() == null ? "" : row.attention().action())))
                .count();
        long settled = rows.stream()
                .filter(row -> row.isOver() || row.state() == RotationState.OBSERVING)
                .count();
        out.println(
                rows.isEmpty()
                        ? "Nothing is due."
                        : settled + " of " + rows.size() + " rotations done or observing"
                                + (attention == 0 ? "." : ", " + attention + " need attention."));
        out.flush();
        return settled == rows.size() ? RotatorCommand.WELL : RotatorCommand.FAILED;
    }

    private ManagedKey find(Assembly assembly, String name) {
        List<ManagedKey> found = assembly.workshop().sites().names().stream()
                .flatMap(environment -> assembly.keys().in(environment).stream())
                .filter(candidate -> candidate.keyId().toString().equals(name)
                        || candidate.name().equals(name)
                        || (candidate.environment() + "/" + candidate.slug()).equals(name))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(),
                found.isEmpty()
                        ? "no managed key is called '" + name
                                + "' in the environments of this rotator; 'keyturn rotator"
                                + " plan --days 3650' lists them"
                        : "'" + name + "' is the name of " + found.size() + " keys: write environment/slug");
    }
}
