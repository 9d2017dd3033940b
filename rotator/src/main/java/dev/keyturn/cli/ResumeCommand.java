package dev.keyturn.cli;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.Commands;
import dev.keyturn.rotation.Mirror;
import dev.keyturn.wire.RotationState;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    @Parameters(paramLabel = "ID", description = "of the rotation, as 'status' shows it")
    private @Nullable UUID id;

    ResumeCommand(RotatorCommand rotator) {
        this.rotator = rotator;
    }

    @Override
    public Integer call() {
        try (Assembly assembly = rotator.open(DueClock.real())) {
            assembly.database().migrate();
            RotationState from = new Commands(assembly.workshop()).resume(Objects.requireNonNull(id), Person.name());
            new Mirror(assembly.workshop()).catchUp();
            RotatorCommand.out(spec).println("Goes on from " + from + "; the worker takes it from here.");
            return RotatorCommand.WELL;
        }
    }
}
