package dev.keyturn.cli;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.Commands;
import dev.keyturn.rotation.Mirror;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn rotator abort}: a rotation is given up before its successor is current. */
@Command(
        name = "abort",
        description = "Gives a rotation up while its successor is not yet in the store. The key stays as it is.",
        mixinStandardHelpOptions = true)
final class AbortCommand implements Callable<Integer> {
    private final RotatorCommand rotator;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "of the rotation, as 'status' shows it")
    private @Nullable UUID id;

    AbortCommand(RotatorCommand rotator) {
        this.rotator = rotator;
    }

    @Override
    public Integer call() {
        try (Assembly assembly = rotator.open(DueClock.real())) {
            assembly.database().migrate();
            new Commands(assembly.workshop()).abort(Objects.requireNonNull(id), Person.name());
            new Mirror(assembly.workshop()).catchUp();
            RotatorCommand.out(spec).println("Given up; the key stays as it is.");
            return RotatorCommand.WELL;
        }
    }
}
