package dev.keyturn.mirror;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.Caller;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationCommand;
import dev.keyturn.wire.RotationList;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What rotators tell, what people read and what they command. */
@RestController
final class RotationController {
    private final Rotations rotations;
    private final Audit audit;

    RotationController(Rotations rotations, Audit audit) {
        this.rotations = rotations;
        this.audit = audit;
    }

    @PutMapping("/v1/rotations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(Caller caller, @PathVariable UUID id, @RequestBody Rotation rotation) {
        caller.require(Scope.ROTATIONS_WRITE);
        if (!id.equals(rotation.id()) || rotation.keyId() == null || rotation.state() == null) {
            throw ProblemException.invalid("'id' must be that of the address, and 'keyId' and 'state' must be there.");
        }
        rotations.put(caller.tenantId(), rotation);
    }

    @GetMapping("/v1/rotations")
    RotationList list(
            Caller caller,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable UUID keyId) {
        if (!caller.may(Scope.ROTATIONS_WRITE)) {
            caller.require(Scope.ROTATIONS_READ);
        }
        return new RotationList(rotations.list(caller.tenantId(), environment, keyId));
    }

    @PostMapping("/v1/rotations/commands")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void command(PersonCaller caller, @RequestBody RotationCommand command) {
        caller.require(Scope.ROTATIONS_WRITE);
        if (command.command() == null || command.keyId() == null) {
            throw ProblemException.invalid(
                    "'command' is run, resume, abort or rollback, and 'keyId' says of which key.");
        }
        rotations.command(caller.tenantId(), command);
        audit.record(
                Audit.Actor.of(caller),
                "rotation." + command.command().word(),
                command.keyId().toString(),
                Map.of());
    }
}
