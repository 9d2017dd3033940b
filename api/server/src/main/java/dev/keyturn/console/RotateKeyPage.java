package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.issuing.KeyReader;
import dev.keyturn.wire.KeyView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Rotate a managed key now. */
@Controller
@RequestMapping(Page.HOME + "/{id}/rotate")
final class RotateKeyPage {
    private final KeyReader keys;
    private final Asking asking;

    RotateKeyPage(KeyReader keys, Asking asking) {
        this.keys = keys;
        this.asking = asking;
    }

    @GetMapping
    ModelAndView confirm(PersonCaller caller, HttpServletRequest request, @PathVariable UUID id) {
        caller.require(Scope.ROTATIONS_WRITE);
        KeyView key = keys.find(caller, id);
        return Page.panel(caller, request, "command")
                .addObject("command", Ask.RUN)
                .addObject("name", key.name())
                .addObject("to", Page.HOME + "/" + id + "/rotate")
                .addObject("back", Page.HOME + "/" + id);
    }

    @PostMapping
    ModelAndView ask(PersonCaller caller, @PathVariable UUID id) {
        asking.ask(caller, Ask.RUN, keys.find(caller, id).id(), null);
        return Page.redirect(Page.HOME + "/" + id + "?asked=run");
    }
}
