package dev.keyturn.console;

import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.session.BrowserSessions;
import dev.keyturn.tenant.Setup;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The first owner, behind the link that the server prints once. */
@Controller
final class SetupPage {
    private final Setup setup;
    private final BrowserSessions sessions;
    private final SignInPage signIn;

    SetupPage(Setup setup, BrowserSessions sessions, SignInPage signIn) {
        this.setup = setup;
        this.sessions = sessions;
        this.signIn = signIn;
    }

    @GetMapping("/setup")
    ModelAndView form(@RequestParam(defaultValue = "") String token) {
        if (token.isEmpty() || !setup.isGood(Secret.of(token))) {
            throw ProblemException.of(
                    ProblemCode.FORBIDDEN,
                    "This link was used or replaced. The server prints a new one when it starts on an empty database.");
        }
        return Page.of("setup").addObject("token", token);
    }

    @PostMapping("/setup")
    ModelAndView create(
            HttpServletRequest request,
            HttpServletResponse response,
            SignInPage.Credentials owner,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String organisation) {
        try {
            if (organisation.isBlank() || organisation.length() > 100) {
                throw ProblemException.invalid("Give your organisation a name of 1 to 100 characters.");
            }
            setup.complete(
                    Secret.of(token.isEmpty() ? "none" : token),
                    new Setup.Owner(owner.email(), owner.secret(), organisation.strip()));
            signIn.enter(request, response, sessions.open(owner.attempt(), signIn.client(request)));
            return Page.redirect(Page.HOME);
        } catch (ProblemException problem) {
            return Page.refused(
                    Page.of("setup")
                            .addObject("token", token)
                            .addObject("email", owner.email())
                            .addObject("organisation", organisation),
                    problem);
        }
    }
}
