package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.issuing.KeyReader;
import dev.keyturn.issuing.Lifecycle;
import dev.keyturn.usage.ConsumerReader;
import dev.keyturn.wire.Consumers.Consumer;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.RevocationReason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The trash icon: what will break, and the receipt once it is done. */
@Controller
@RequestMapping(Page.HOME + "/{id}/revoke")
final class RevocationPage {
    private static final Duration LATELY = Duration.ofDays(7);

    private final KeyReader keys;
    private final Lifecycle lifecycle;
    private final ConsumerReader consumers;
    private final Clock clock;

    RevocationPage(KeyReader keys, Lifecycle lifecycle, ConsumerReader consumers, Clock clock) {
        this.keys = keys;
        this.lifecycle = lifecycle;
        this.consumers = consumers;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView confirm(PersonCaller caller, HttpServletRequest request, @PathVariable UUID id) {
        caller.require(Scope.KEYS_WRITE);
        KeyView key = keys.find(caller, id);
        if (key.revokedAt() != null) {
            return Page.redirect(Page.HOME + "/" + id);
        }
        return Page.panel(caller, request, "revoke").addObject("key", key).addObject("recent", recent(caller, id));
    }

    @PostMapping
    ModelAndView revoke(
            PersonCaller caller, HttpServletRequest request, HttpServletResponse response, @PathVariable UUID id) {
        Receipt receipt = lifecycle.revoke(caller, id, RevocationReason.REQUESTED);
        response.setHeader("HX-Trigger", "keys-changed");
        return Page.panel(caller, request, "revoked")
                .addObject("key", keys.find(caller, id))
                .addObject("receipt", receipt);
    }

    private List<Consumer> recent(PersonCaller caller, UUID id) {
        Instant since = clock.instant().minus(LATELY);
        return consumers.of(caller, id).consumers().stream()
                .filter(consumer -> consumer.lastSeenAt().isAfter(since))
                .toList();
    }
}
