package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The runbooks of the documents, to be at hand where a rotation waits for somebody. */
@Controller
final class RunbookPage {
    @GetMapping("/rotations/runbooks")
    ModelAndView runbooks(PersonCaller caller) {
        caller.require(Scope.ROTATIONS_READ);
        return Page.of(caller, "runbooks").addObject("sections", Runbooks.read().sections());
    }
}
