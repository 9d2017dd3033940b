package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.issuing.Activator;
import dev.keyturn.issuing.KeyReader;
import dev.keyturn.issuing.Roller;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.usage.ConsumerReader;
import dev.keyturn.wire.Activation;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.Roll;
import dev.keyturn.wire.RollReason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Replaces a key by hand: a successor is shown once, and the old key ends after a grace. */
@Controller
@RequestMapping(Page.HOME + "/{id}/roll")
final class RollPage {
    private final KeyReader keys;
    private final Roller roller;
    private final Activator activator;
    private final ConsumerReader consumers;

    RollPage(KeyReader keys, Roller roller, Activator activator, ConsumerReader consumers) {
        this.keys = keys;
        this.roller = roller;
        this.activator = activator;
        this.consumers = consumers;
    }

    @GetMapping
    ModelAndView confirm(PersonCaller caller, HttpServletRequest request, @PathVariable UUID id) {
        caller.require(Scope.KEYS_WRITE);
        return Page.panel(caller, request, "roll")
                .addObject("key", keys.find(caller, id))
                .addObject("once", NewKeyForm.empty().once())
                .addObject("consumers", consumers.of(caller, id).consumers().size());
    }

    @PostMapping
    ModelAndView roll(
            PersonCaller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "routine") String reason,
            @RequestParam(defaultValue = "86400") long grace,
            @RequestParam String once) {
        boolean leaked = reason.equals("leak");
        Roll asked = new Roll(leaked ? 0 : grace, false, null, leaked ? RollReason.LEAK : RollReason.ROUTINE);
        try {
            caller.require(Scope.KEYS_WRITE);
            IssuedKey issued = roller.roll(caller, id, asked, once);
            String fingerprint = issued.key().fingerprint().hex();
            ShownKey shown =
                    new ShownKey(issued, activator.activate(caller, issued.id(), new Activation(fingerprint, null)));
            response.setHeader("HX-Trigger", "keys-changed");
            return Page.panel(caller, request, "issued").addObject("issued", shown);
        } catch (ProblemException problem) {
            return problem.code() == ProblemCode.SECRET_ALREADY_DELIVERED
                    ? Page.refused(Page.panel(caller, request, "already-issued"), problem)
                    : Page.refused(confirm(caller, request, id), problem);
        }
    }
}
