package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** Templates with what each of them needs. */
final class Page {
    /** Where one lands. */
    static final String HOME = "/settings/api-keys";

    private Page() {}

    /** A page for somebody who is signed in. */
    static ModelAndView of(PersonCaller caller, String template) {
        return new ModelAndView("console/" + template).addObject("me", caller);
    }

    /** A page for anybody. */
    static ModelAndView of(String template) {
        return new ModelAndView("console/" + template);
    }

    /** The same as a page of its own or, when htmx asks, as the part that goes into the dialog. */
    static ModelAndView panel(PersonCaller caller, HttpServletRequest request, String template) {
        return of(caller, isHtmx(request) ? template + " :: panel" : template);
    }

    /** A form again, with what was wrong with what was sent. */
    static ModelAndView refused(ModelAndView form, ProblemException problem) {
        form.setStatus(HttpStatus.valueOf(problem.code().status()));
        return form.addObject("trouble", trouble(problem));
    }

    static Problem trouble(ProblemException problem) {
        return new Problem(null, problem.code().title(), problem.code().status(), null, problem.detail(), null, null);
    }

    /** What was changed in the dialog shows on the page behind it; without htmx, on the page where one goes next. */
    static @Nullable ModelAndView done(HttpServletRequest request, HttpServletResponse response, String next) {
        if (!isHtmx(request)) {
            return redirect(next);
        }
        response.setHeader("HX-Trigger", "keys-changed, dialog-done");
        response.setStatus(HttpStatus.NO_CONTENT.value());
        return null;
    }

    static ModelAndView redirect(String address) {
        return new ModelAndView("redirect:" + address);
    }

    static boolean isHtmx(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }
}
