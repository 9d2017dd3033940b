package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.issuing.KeyReader;
import dev.keyturn.issuing.Lifecycle;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.usage.ConsumerReader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Disables a key for a while, and enables it again. */
@Controller
@RequestMapping(Page.HOME + "/{id}")
final class PausePage {
    private final KeyReader keys;
    private final Lifecycle lifecycle;
    private final ConsumerReader consumers;

    PausePage(KeyReader keys, Lifecycle lifecycle, ConsumerReader consumers) {
        this.keys = keys;
        this.lifecycle = lifecycle;
        this.consumers = consumers;
    }

    @GetMapping("/{word:disable|enable}")
    ModelAndView confirm(
            PersonCaller caller, HttpServletRequest request, @PathVariable UUID id, @PathVariable String word) {
        caller.require(Scope.KEYS_WRITE);
        return Page.panel(caller, request, "pause")
                .addObject("key", keys.find(caller, id))
                .addObject("word", word)
                .addObject("consumers", consumers.of(caller, id).consumers().size());
    }

    @PostMapping("/{word:disable|enable}")
    @Nullable
    ModelAndView apply(
            PersonCaller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable UUID id,
            @PathVariable String word) {
        try {
            if (word.equals("disable")) {
                lifecycle.disable(caller, id);
            } else {
                lifecycle.enable(caller, id);
            }
            return Page.done(request, response, Page.HOME + "/" + id);
        } catch (ProblemException problem) {
            return Page.refused(confirm(caller, request, id, word), problem);
        }
    }
}
