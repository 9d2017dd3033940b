package dev.keyturn.webhook;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.wire.NewWebhook;
import dev.keyturn.wire.Webhook;
import dev.keyturn.wire.WebhookDeliveries;
import dev.keyturn.wire.WebhookList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/webhooks}: where events are sent, and how that went. */
@RestController
@RequestMapping("/v1/webhooks")
final class WebhookController {
    private final Webhooks webhooks;
    private final DeliveryLog log;

    WebhookController(Webhooks webhooks, DeliveryLog log) {
        this.webhooks = webhooks;
        this.log = log;
    }

    @PostMapping
    ResponseEntity<Webhook> add(PersonCaller caller, @RequestBody NewWebhook body) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(webhooks.add(caller, body));
    }

    @GetMapping
    WebhookList list(PersonCaller caller) {
        return new WebhookList(webhooks.list(caller));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(PersonCaller caller, @PathVariable UUID id) {
        webhooks.remove(caller, id);
    }

    @GetMapping("/{id}/deliveries")
    WebhookDeliveries deliveries(
            PersonCaller caller,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable UUID after) {
        return log.page(caller, id, limit, after);
    }

    @PostMapping("/{id}/deliveries/{delivery}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void replay(PersonCaller caller, @PathVariable UUID id, @PathVariable UUID delivery) {
        log.replay(caller, id, delivery);
    }
}
