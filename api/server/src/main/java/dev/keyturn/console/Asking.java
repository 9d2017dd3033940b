package dev.keyturn.console;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.mirror.Rotations;
import dev.keyturn.wire.RotationCommand;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Passes on to the rotator what a person asks for, and leaves an entry in the trail. */
final class Asking {
    static final String SAID =
            "The rotator was asked. What it does shows here within a minute; reload the page to see.";

    private final Rotations rotations;
    private final Audit audit;

    Asking(Rotations rotations, Audit audit) {
        this.rotations = rotations;
        this.audit = audit;
    }

    /** Asks about a key, and about one of its rotations if that is given. */
    void ask(PersonCaller caller, Ask ask, UUID keyId, @Nullable UUID rotationId) {
        caller.require(Scope.ROTATIONS_WRITE);
        rotations.command(caller.tenantId(), new RotationCommand(command(ask), keyId, rotationId));
        audit.record(Audit.Actor.of(caller), "rotation." + ask.word(), keyId.toString(), Map.of());
    }

    private static RotationCommand.Command command(Ask ask) {
        return RotationCommand.Command.valueOf(ask.name());
    }
}
