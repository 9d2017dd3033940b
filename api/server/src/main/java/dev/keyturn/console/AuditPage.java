package dev.keyturn.console;

import dev.keyturn.audit.AuditTrail;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.issuing.KeyReader;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who did what. */
@Controller
final class AuditPage {
    private static final int PAGE = 50;

    private final AuditTrail trail;
    private final KeyReader keys;

    AuditPage(AuditTrail trail, KeyReader keys) {
        this.trail = trail;
        this.keys = keys;
    }

    @GetMapping("/audit")
    ModelAndView audit(PersonCaller caller, @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        caller.require(Scope.AUDIT_READ);
        AuditTrail.Page page = trail.page(caller.tenantId(), before, PAGE, null);
        Map<UUID, String> names = keys.names(
                caller,
                page.entries().stream()
                        .map(AuditLine::id)
                        .flatMap(Optional::stream)
                        .toList());
        return Page.of(caller, "audit")
                .addObject(
                        "entries",
                        page.entries().stream()
                                .map(entry -> AuditLine.of(entry, names))
                                .toList())
                .addObject("older", page.next() == null ? null : "/audit?before=" + page.next());
    }
}
