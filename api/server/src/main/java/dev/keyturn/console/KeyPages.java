package dev.keyturn.console;

import dev.keyturn.alert.Alerts;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.issuing.Changes;
import dev.keyturn.issuing.KeyReader;
import dev.keyturn.key.ApiKey;
import dev.keyturn.leak.Leaks;
import dev.keyturn.mirror.Rotations;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.revocation.Receipts;
import dev.keyturn.tenant.Environments;
import dev.keyturn.usage.ConsumerReader;
import dev.keyturn.usage.UsageReader;
import dev.keyturn.wire.KeyChange;
import dev.keyturn.wire.KeyView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The list of keys, a page for each, and what may be changed about one. */
@Controller
@RequestMapping(Page.HOME)
final class KeyPages {
    private final KeyReader keys;
    private final Changes changes;
    private final Environments environments;
    private final Surroundings surroundings;

    KeyPages(KeyReader keys, Changes changes, Environments environments, Surroundings surroundings) {
        this.keys = keys;
        this.changes = changes;
        this.environments = environments;
        this.surroundings = surroundings;
    }

    /** What a key's page shows beside the key. */
    record Surroundings(UseReaders uses, Alerts alerts, Leaks leaks, Rotations rotations, Receipts receipts) {}

    /** Who uses a key, and how often. */
    record UseReaders(ConsumerReader consumers, UsageReader usage, Times times) {
        UsageChart chart(PersonCaller caller, UUID id, UsageChart.Span span) {
            Instant now = times.now();
            return UsageChart.of(span, usage.of(caller, id, span.from(now), now));
        }
    }

    @GetMapping
    ModelAndView list(PersonCaller caller, KeyFilter filter, @RequestParam(defaultValue = "") String find) {
        if (ApiKey.tryParse(find.strip()).isPresent()) {
            return Page.redirect(filter.address());
        }
        return Page.of(caller, "keys")
                .addObject("page", filter.page(keys.page(caller, filter.query()), environments.of(caller.tenantId())));
    }

    @GetMapping("/{id}")
    ModelAndView key(
            PersonCaller caller,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "month") String span,
            @RequestParam(required = false) @Nullable String asked) {
        KeyView key = keys.find(caller, id);
        UsageChart.Span chosen = span(span);
        return Page.of(caller, "key")
                .addObject("key", key)
                .addObject(
                        "receipt",
                        surroundings.receipts.find(caller.tenantId(), id).orElse(null))
                .addObject("consumers", surroundings.uses.consumers.of(caller, id))
                .addObject("chart", surroundings.uses.chart(caller, id, chosen))
                .addObject("spans", UsageChart.Span.values())
                .addObject(
                        "alerts",
                        surroundings
                                .alerts
                                .page(caller, new Alerts.Query(id, true, 5, null))
                                .alerts())
                .addObject(
                        "leak", surroundings.leaks.ofKey(caller.tenantId(), id).orElse(null))
                .addObject(
                        "rotations",
                        surroundings.rotations.list(caller.tenantId(), null, id).stream()
                                .limit(10)
                                .toList())
                .addObject("asked", asked == null ? null : Asking.SAID);
    }

    private static UsageChart.Span span(String word) {
        return Arrays.stream(UsageChart.Span.values())
                .filter(span -> span.name().equalsIgnoreCase(word))
                .findFirst()
                .orElse(UsageChart.Span.MONTH);
    }

    @GetMapping("/{id}/rename")
    ModelAndView rename(PersonCaller caller, HttpServletRequest request, @PathVariable UUID id) {
        return Page.panel(caller, request, "rename").addObject("key", keys.find(caller, id));
    }

    @PostMapping("/{id}/rename")
    @Nullable
    ModelAndView renamed(
            PersonCaller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String name) {
        try {
            changes.apply(caller, id, new KeyChange(name, null));
            return Page.done(request, response, Page.HOME + "/" + id);
        } catch (ProblemException problem) {
            return Page.refused(rename(caller, request, id).addObject("name", name), problem);
        }
    }

    @PostMapping("/{id}/managed")
    ModelAndView managed(PersonCaller caller, @PathVariable UUID id, @RequestParam boolean managed) {
        changes.apply(caller, id, new KeyChange(null, managed));
        return Page.redirect(Page.HOME + "/" + id);
    }
}
