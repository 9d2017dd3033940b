package dev.keyturn.console;

import dev.keyturn.alert.Alerts;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.issuing.KeyReader;
import dev.keyturn.wire.AlertList;
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

/** What looks wrong, and saying that one has seen to it. */
@Controller
@RequestMapping("/alerts")
final class AlertPage {
    private static final int PAGE = 50;

    private final Alerts alerts;
    private final KeyReader keys;

    AlertPage(Alerts alerts, KeyReader keys) {
        this.alerts = alerts;
        this.keys = keys;
    }

    @GetMapping
    ModelAndView list(
            PersonCaller caller,
            @RequestParam(defaultValue = "open") String show,
            @RequestParam(required = false) @Nullable UUID after) {
        boolean all = show.equals("all");
        AlertList page = alerts.page(caller, new Alerts.Query(null, !all, PAGE, after));
        List<UUID> ids = page.alerts().stream()
                .map(AlertList.Alert::keyId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return Page.of(caller, "alerts")
                .addObject("alerts", page.alerts())
                .addObject("names", keys.names(caller, ids))
                .addObject("all", all)
                .addObject("older", older(page, all));
    }

    private static @Nullable String older(AlertList page, boolean all) {
        return page.next() == null ? null : "/alerts?show=" + (all ? "all" : "open") + "&after=" + page.next();
    }

    @PostMapping("/{id}/acknowledge")
    ModelAndView acknowledge(PersonCaller caller, @PathVariable UUID id) {
        alerts.acknowledge(caller, id);
        return Page.redirect("/alerts");
    }
}
