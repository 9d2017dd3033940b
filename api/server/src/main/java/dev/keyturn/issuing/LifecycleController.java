package dev.keyturn.issuing;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.Activation;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.Reinstate;
import dev.keyturn.wire.RevocationReason;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/keys/{id}}: the steps of a key's life. */
@RestController
@RequestMapping("/v1/keys/{id}")
final class LifecycleController {
    private final Activator activator;
    private final Lifecycle lifecycle;
    private final Reinstatement reinstatement;

    LifecycleController(Activator activator, Lifecycle lifecycle, Reinstatement reinstatement) {
        this.activator = activator;
        this.lifecycle = lifecycle;
        this.reinstatement = reinstatement;
    }

    @PostMapping("/activate")
    KeyView activate(Caller caller, @PathVariable UUID id, @RequestBody Activation body) {
        return activator.activate(caller, id, body);
    }

    @PostMapping("/abandon")
    KeyView abandon(Caller caller, @PathVariable UUID id) {
        return lifecycle.abandon(caller, id);
    }

    @PostMapping("/reinstate")
    KeyView reinstate(Caller caller, @PathVariable UUID id, @RequestBody Reinstate body) {
        return reinstatement.reinstate(caller, id, body);
    }

    @PostMapping("/disable")
    KeyView disable(PersonCaller caller, @PathVariable UUID id) {
        return lifecycle.disable(caller, id);
    }

    @PostMapping("/enable")
    KeyView enable(PersonCaller caller, @PathVariable UUID id) {
        return lifecycle.enable(caller, id);
    }

    @DeleteMapping
    Receipt revoke(Caller caller, @PathVariable UUID id, @RequestParam(defaultValue = "requested") String reason) {
        return switch (reason) {
            case "requested" -> lifecycle.revoke(caller, id, RevocationReason.REQUESTED);
            case "rotated" -> lifecycle.revoke(caller, id, RevocationReason.ROTATED);
            default ->
                throw ProblemException.invalid(
                        "'reason' is requested or rotated. Report a leak to POST /v1/leaks; end a PENDING key with /abandon.");
        };
    }
}
