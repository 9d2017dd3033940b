package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.issuing.Activator;
import dev.keyturn.issuing.Issuer;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.tenant.Environments;
import dev.keyturn.wire.Activation;
import dev.keyturn.wire.IssuedKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** + New Key. */
@Controller
@RequestMapping(Page.HOME)
final class NewKeyPage {
    private static final List<ScopeChoice> SCOPES = List.of(
            new ScopeChoice(Scope.LEAKS_WRITE, "Report leaks. For the scanner."),
            new ScopeChoice(Scope.VERIFICATIONS_WRITE, "Ask about keys that clients present. For your services."),
            new ScopeChoice(Scope.KEYS_ROLL, "Replace managed keys. For the rotator."),
            new ScopeChoice(Scope.EVENTS_READ, "Read what happens to keys. For the rotator."),
            new ScopeChoice(Scope.USAGE_READ, "See who uses keys. For the rotator."),
            new ScopeChoice(Scope.ROTATIONS_READ, "See rotations. For the rotator."),
            new ScopeChoice(Scope.ROTATIONS_WRITE, "Tell about rotations. For the rotator."),
            new ScopeChoice(Scope.KEYS_READ, "List keys, without their plaintext."),
            new ScopeChoice(Scope.LEAKS_READ, "Read leaks and exposure reports."));

    private final Issuer issuer;
    private final Activator activator;
    private final Environments environments;

    NewKeyPage(Issuer issuer, Activator activator, Environments environments) {
        this.issuer = issuer;
        this.activator = activator;
        this.environments = environments;
    }

    /** A scope of Keyturn's own, and who needs it. */
    record ScopeChoice(String name, String meaning) {}

    @GetMapping("/new")
    ModelAndView form(PersonCaller caller, HttpServletRequest request) {
        caller.require(Scope.KEYS_WRITE);
        return form(caller, request, NewKeyForm.empty());
    }

    @PostMapping
    ModelAndView create(
            PersonCaller caller, HttpServletRequest request, HttpServletResponse response, NewKeyForm form) {
        try {
            ShownKey shown = issue(caller, form);
            response.setHeader("HX-Trigger", "keys-changed");
            return Page.panel(caller, request, "issued").addObject("issued", shown);
        } catch (ProblemException problem) {
            return problem.code() == ProblemCode.SECRET_ALREADY_DELIVERED
                    ? Page.refused(Page.panel(caller, request, "already-issued"), problem)
                    : Page.refused(form(caller, request, form.again()), problem);
        }
    }

    /**
     * Each form carries a token of its own that makes sending it again recognisable. The key is activated before it is
     * shown, so the token is spent by then: nothing is minted twice, and what has been shown is not shown again.
     */
    private ShownKey issue(PersonCaller caller, NewKeyForm form) {
        IssuedKey issued = issuer.create(caller, form.asked(), form.once());
        String fingerprint = issued.key().fingerprint().hex();
        return new ShownKey(issued, activator.activate(caller, issued.id(), new Activation(fingerprint, null)));
    }

    private ModelAndView form(PersonCaller caller, HttpServletRequest request, NewKeyForm form) {
        return Page.panel(caller, request, "new-key")
                .addObject("form", form)
                .addObject("environments", environments.of(caller.tenantId()))
                .addObject("scopes", SCOPES);
    }
}
