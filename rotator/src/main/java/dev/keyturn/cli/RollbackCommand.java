package dev.keyturn.cli;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.delivery.Version;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.Mirror;
import dev.keyturn.rotation.Rollback;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn rotator rollback}: the predecessor is current again, as long as it is accepted. */
@Command(
        name = "rollback",
        description =
                "Makes the predecessor current again while it is RETIRING. The store gets it as a new version; the"
                        + " successor is accepted until its grace is over.",
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
    private final RotatorCommand rotator;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "of the rotation, as 'status' shows it")
    private @Nullable UUID id;

    RollbackCommand(RotatorCommand rotator) {
        this.rotator = rotator;
    }

    @Override
    public Integer call() {
        try (Assembly assembly = rotator.open(DueClock.real())) {
            assembly.database().migrate();
            Version version = new Rollback(assembly.workshop()).rollBack(Objects.requireNonNull(id), Person.name());
            new Mirror(assembly.workshop()).catchUp();
            RotatorCommand.out(spec)
                    .println("Rolled back: version " + version + " holds the predecessor, which is current again.");
            return RotatorCommand.WELL;
        }
    }
}
