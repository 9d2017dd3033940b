package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.webhook.DeliveryLog;
import dev.keyturn.webhook.Webhooks;
import dev.keyturn.wire.NewWebhook;
import dev.keyturn.wire.Webhook;
import dev.keyturn.wire.WebhookDeliveries;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where events are sent, how that went, and sending one again. */
@Controller
@RequestMapping("/settings/webhooks")
final class WebhookPages {
    private static final int PAGE = 50;
    private static final String HERE = "/settings/webhooks";

    private final Webhooks webhooks;
    private final DeliveryLog log;

    WebhookPages(Webhooks webhooks, DeliveryLog log) {
        this.webhooks = webhooks;
        this.log = log;
    }

    @GetMapping
    ModelAndView list(PersonCaller caller) {
        return Page.of(caller, "webhooks").addObject("webhooks", webhooks.list(caller));
    }

    @GetMapping("/new")
    ModelAndView form(PersonCaller caller, HttpServletRequest request) {
        caller.require(Scope.WEBHOOKS_WRITE);
        return Page.panel(caller, request, "new-webhook");
    }

    /** @param types separated by spaces or commas */
    @PostMapping
    ModelAndView add(
            PersonCaller caller,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "") String types) {
        try {
            List<String> chosen = Arrays.stream(types.strip().split("[\\s,]+"))
                    .filter(type -> !type.isEmpty())
                    .toList();
            Webhook added = webhooks.add(caller, new NewWebhook(url.strip(), chosen));
            return ShownOnce.page(
                    caller,
                    "Copy the webhook's secret now: it is shown only once",
                    "The receiver checks with it that a delivery comes from here and is fresh.",
                    List.of(new ShownOnce("Signing secret", Objects.requireNonNull(added.secret()))),
                    HERE + "/" + added.id());
        } catch (ProblemException problem) {
            return Page.refused(form(caller, request).addObject("url", url).addObject("types", types), problem);
        }
    }

    @GetMapping("/{id}")
    ModelAndView log(PersonCaller caller, @PathVariable UUID id, @RequestParam(required = false) @Nullable UUID after) {
        WebhookDeliveries page = log.page(caller, id, PAGE, after);
        return Page.of(caller, "webhook")
                .addObject("webhook", find(caller, id))
                .addObject("deliveries", page.deliveries())
                .addObject("older", page.next() == null ? null : HERE + "/" + id + "?after=" + page.next());
    }

    @PostMapping("/{id}/deliveries/{delivery}/replay")
    ModelAndView replay(PersonCaller caller, @PathVariable UUID id, @PathVariable UUID delivery) {
        log.replay(caller, id, delivery);
        return Page.redirect(HERE + "/" + id);
    }

    @GetMapping("/{id}/remove")
    ModelAndView ask(PersonCaller caller, HttpServletRequest request, @PathVariable UUID id) {
        caller.require(Scope.WEBHOOKS_WRITE);
        return new Question(
                        "Remove this webhook?",
                        "Nothing is sent to " + find(caller, id).url()
                                + " any more, and the log of its deliveries goes with it. This cannot be undone.",
                        "Remove webhook",
                        HERE + "/" + id + "/remove",
                        HERE + "/" + id)
                .page(caller, request);
    }

    @PostMapping("/{id}/remove")
    ModelAndView remove(PersonCaller caller, @PathVariable UUID id) {
        webhooks.remove(caller, id);
        return Page.redirect(HERE);
    }

    private Webhook find(PersonCaller caller, UUID id) {
        return webhooks.list(caller).stream()
                .filter(webhook -> webhook.id().equals(id))
                .findFirst()
                .orElseThrow(ProblemException::notFound);
    }
}
