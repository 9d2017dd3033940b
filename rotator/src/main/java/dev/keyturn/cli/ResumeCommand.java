package dev.keyturn.cli;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.Attention;
import dev.keyturn.rotation.Commands;
import dev.keyturn.rotation.Mirror;
import dev.keyturn.rotation.RotationRow;
import dev.keyturn.wire.RotationState;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn rotator resume}: a rotation that waited for a person goes on. */
@Command(
        name = "resume",
        description =
                "Lets a rotation that needs attention go on where it stopped. After drift it means: overwrite what"
                        + " was seen there.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    private final RotatorCommand rotator;

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private @Nullable Which which;

    /** Either one rotation, or all that one thing stopped: a lapsed role stops every key of its environment. */
    private static final class Which {
        @Parameters(paramLabel = "ID", description = "of the rotation, as 'status' shows it")
        private @Nullable UUID id;

        @Option(
                names = "--reason",
                paramLabel = "REASON",
                description = "every rotation that stopped for it: ${COMPLETION-CANDIDATES}")
        private @Nullable Attention reason;
    }

    ResumeCommand(RotatorCommand rotator) {
        this.rotator = rotator;
    }

    @Override
    public Integer call() {
        try (Assembly assembly = rotator.open(DueClock.real())) {
            assembly.database().migrate();
            Which asked = Objects.requireNonNull(which);
            List<UUID> ids =
                    asked.reason == null ? List.of(Objects.requireNonNull(asked.id)) : stopped(assembly, asked.reason);
            ids.forEach(id -> resume(assembly, id));
            new Mirror(assembly.workshop()).catchUp();
            if (ids.isEmpty()) {
                RotatorCommand.out(spec).println("No rotation stopped for " + asked.reason + ".");
            }
            return RotatorCommand.WELL;
        }
    }

    private static List<UUID> stopped(Assembly assembly, Attention reason) {
        return assembly.rotations().open().stream()
                .filter(row -> row.attention() == reason)
                .map(RotationRow::id)
                .toList();
    }

    private void resume(Assembly assembly, UUID id) {
        RotationState from = new Commands(assembly.workshop()).resume(id, Person.name());
        RotatorCommand.out(spec).println(id + " goes on from " + from + "; the worker takes it from here.");
    }
}
