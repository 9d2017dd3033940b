package dev.keyturn.exposure;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.Scope;
import dev.keyturn.wire.ExposureReport;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/leaks/{id}/exposure}. */
@RestController
final class ExposureController {
    private final Exposures exposures;

    ExposureController(Exposures exposures) {
        this.exposures = exposures;
    }

    @GetMapping("/v1/leaks/{id}/exposure")
    ExposureReport exposure(Caller caller, @PathVariable UUID id) {
        caller.require(Scope.LEAKS_READ);
        return exposures.report(caller.tenantId(), id);
    }
}
