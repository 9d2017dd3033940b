package dev.keyturn.cli;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.Cause;
import dev.keyturn.rotation.CommandRefusedException;
import dev.keyturn.schedule.ManagedKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn rotator apply}: plans exactly the rotations of a saved plan, each for its time, or none of them. */
@Command(
        name = "apply",
        description = "Plans exactly what a saved plan says, each rotation for its time. Refuses, and plans nothing, if"
                + " anything would be done otherwise now.",
        mixinStandardHelpOptions = true)
final class ApplyCommand implements Callable<Integer> {
    private final RotatorCommand rotator;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PLANFILE", description = "what 'rotator plan --format json' printed")
    private @Nullable Path file;

    ApplyCommand(RotatorCommand rotator) {
        this.rotator = rotator;
    }

    @Override
    public Integer call() {
        SavedPlan plan = SavedPlan.read(Objects.requireNonNull(file));
        DueClock clock = DueClock.real();
        try (Assembly assembly = rotator.open(clock)) {
            assembly.database().migrate();
            assembly.inventory().refresh();
            Forecast forecast = new Forecast(assembly, clock);
            List<String> differences =
                    differences(plan, forecast.until(plan.madeAt().plus(Duration.ofDays(plan.days()))));
            if (!differences.isEmpty()) {
                throw new CommandRefusedException("the plan is out of date and nothing was done; make a new one. "
                        + String.join("; ", differences));
            }
            apply(assembly, plan);
            return RotatorCommand.WELL;
        }
    }

    /** What would be done now and is not in the plan, and the other way round. Overdue keys start later by and by. */
    private static List<String> differences(SavedPlan plan, List<Forecast.Entry> now) {
        Map<UUID, Forecast.Entry> current =
                now.stream().collect(Collectors.toMap(Forecast.Entry::keyId, Function.identity()));
        List<String> differences = new ArrayList<>();
        for (Forecast.Entry entry : plan.rotations()) {
            Forecast.Entry same = current.remove(entry.keyId());
            if (same == null) {
                differences.add(name(entry) + " would not be rotated any more");
            } else if (!isSame(entry, same)) {
                differences.add(name(entry) + " would be rotated otherwise: " + same.why());
            }
        }
        current.values().forEach(entry -> differences.add(name(entry) + " would be rotated too"));
        return differences;
    }

    private static boolean isSame(Forecast.Entry planned, Forecast.Entry now) {
        boolean sameStart = planned.startsAt().equals(now.startsAt())
                || planned.rotationId() == null && !planned.startsAt().isAfter(Instant.now());
        return sameStart
                && Objects.equals(planned.rotationId(), now.rotationId())
                && Objects.equals(planned.obstacle(), now.obstacle())
                && planned.delivery().equals(now.delivery())
                && planned.expectedVersion().equals(now.expectedVersion());
    }

    private static String name(Forecast.Entry entry) {
        return entry.environment() + "/" + entry.slug();
    }

    private void apply(Assembly assembly, SavedPlan plan) {
        PrintWriter out = RotatorCommand.out(spec);
        assembly.workshop()
                .transaction()
                .executeWithoutResult(status -> plan.rotations().stream()
                        .filter(entry -> entry.rotationId() == null)
                        .forEach(entry -> out.println(name(entry) + "  rotation " + plan(assembly, entry, plan.id())
                                + ", planned for " + Words.time(entry.startsAt()))));
        out.flush();
    }

    private static UUID plan(Assembly assembly, Forecast.Entry entry, UUID plan) {
        ManagedKey key = assembly.keys().in(entry.environment()).stream()
                .filter(known -> known.keyId().equals(entry.keyId()))
                .findFirst()
                .orElseThrow(() -> new CommandRefusedException(name(entry) + " is not managed any more"));
        Cause cause = key.isDelivered() ? Cause.SCHEDULE : Cause.FIRST_DELIVERY;
        UUID id = assembly.rotations()
                .plan(key, cause, entry.dueAt(), Person.name() + ", by plan " + plan)
                .orElseThrow(() -> new CommandRefusedException(name(entry) + " is being rotated already"));
        assembly.rotations().postpone(id, entry.startsAt());
        return id;
    }
}
