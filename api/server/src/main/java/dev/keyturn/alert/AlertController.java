package dev.keyturn.alert;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.wire.AlertList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/alerts}: what looks wrong. */
@RestController
final class AlertController {
    private final Alerts alerts;

    AlertController(Alerts alerts) {
        this.alerts = alerts;
    }

    @GetMapping("/v1/alerts")
    AlertList list(
            Caller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable UUID keyId) {
        return alerts.page(caller, new Alerts.Query(keyId, false, limit, after));
    }

    @PostMapping("/v1/alerts/{id}/acknowledge")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void acknowledge(PersonCaller caller, @PathVariable UUID id) {
        alerts.acknowledge(caller, id);
    }
}
