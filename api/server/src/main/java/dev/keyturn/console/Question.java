package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.ModelAndView;

/**
 * Asks before something is done that people would miss.
 *
 * @param consequence what follows from it
 * @param button what is done, in a word or two
 * @param to where the answer goes
 * @param back where one goes instead
 */
record Question(String title, String consequence, String button, String to, String back) {
    /** The page that asks. */
    ModelAndView page(PersonCaller caller, HttpServletRequest request) {
        return Page.panel(caller, request, "question").addObject("question", this);
    }
}
