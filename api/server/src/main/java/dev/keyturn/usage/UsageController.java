package dev.keyturn.usage;

import dev.keyturn.caller.Caller;
import dev.keyturn.wire.Consumers;
import dev.keyturn.wire.Usage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who uses a key, and how often. */
@RestController
final class UsageController {
    private final UsageReader usage;
    private final ConsumerReader consumers;

    UsageController(UsageReader usage, ConsumerReader consumers) {
        this.usage = usage;
        this.consumers = consumers;
    }

    @GetMapping("/v1/keys/{id}/usage")
    Usage usage(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant until) {
        return usage.of(caller, id, from, until);
    }

    @GetMapping("/v1/keys/{id}/consumers")
    Consumers consumers(Caller caller, @PathVariable UUID id) {
        return consumers.of(caller, id);
    }
}
