package dev.keyturn.console;

import dev.keyturn.audit.AuditTrail;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who did what. */
@Controller
final class AuditPage {
    private static final int PAGE = 50;

    private final AuditTrail trail;

    AuditPage(AuditTrail trail) {
        this.trail = trail;
    }

    @GetMapping("/audit")
    ModelAndView audit(PersonCaller caller, @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        caller.require(Scope.AUDIT_READ);
        AuditTrail.Page page = trail.page(caller.tenantId(), before, PAGE, null);
        return Page.of(caller, "audit")
                .addObject("entries", page.entries().stream().map(AuditLine::of).toList())
                .addObject("older", page.next() == null ? null : "/audit?before=" + page.next());
    }
}
