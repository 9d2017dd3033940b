package dev.keyturn.console;

import dev.keyturn.caller.ClientAddress;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.session.BrowserSessions;
import dev.keyturn.session.Sessions;
import dev.keyturn.tenant.Setup;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Sign-in and sign-out. */
@Controller
final class SignInPage {
    private static final String HERE = "/sign-in";

    /** An address of this site: a path, and no other host behind two slashes. */
    private static final Pattern OWN_ADDRESS = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]{0,500}");

    private final BrowserSessions sessions;
    private final Setup setup;
    private final ClientAddress clientAddress;
    private final CsrfCookie csrf = new CsrfCookie();

    SignInPage(BrowserSessions sessions, Setup setup, ClientAddress clientAddress) {
        this.sessions = sessions;
        this.setup = setup;
        this.clientAddress = clientAddress;
    }

    @GetMapping("/")
    ModelAndView home() {
        return Page.redirect(Page.HOME);
    }

    @GetMapping(HERE)
    ModelAndView form(
            HttpServletRequest request,
            @RequestParam(name = "continue", defaultValue = Page.HOME) String next,
            @RequestParam(required = false) @Nullable String ended) {
        if (SessionFilter.sessionOf(request).isPresent()) {
            return Page.redirect(own(next));
        }
        return page(next).addObject("said", said(ended));
    }

    @PostMapping(HERE)
    ModelAndView signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(name = "continue", defaultValue = Page.HOME) String next,
            Credentials credentials) {
        try {
            enter(request, response, sessions.open(credentials.attempt(), client(request)));
            return Page.redirect(own(next));
        } catch (ProblemException problem) {
            return Page.refused(page(next).addObject("email", credentials.email()), problem);
        }
    }

    @PostMapping("/sign-out")
    ModelAndView signOut(PersonCaller caller, HttpServletRequest request, HttpServletResponse response) {
        SessionFilter.sessionOf(request).ifPresent(session -> sessions.close(session.sessionId(), caller));
        SessionCookie.clear(request, response);
        csrf.saveToken(null, request, response);
        return Page.redirect(HERE + "?ended=signed-out");
    }

    Sessions.Client client(HttpServletRequest request) {
        return new Sessions.Client(clientAddress.of(request), request.getHeader(HttpHeaders.USER_AGENT));
    }

    /** A session starts with cookies that nobody has seen before. */
    void enter(HttpServletRequest request, HttpServletResponse response, Secret token) {
        csrf.saveToken(null, request, response);
        SessionCookie.write(request, response, token);
    }

    /**
     * What the form sends.
     *
     * @param password may be anything
     * @param code of the second factor, if there is one
     */
    record Credentials(
            String email, String password, @Nullable String code) {
        Credentials {
            email = email == null ? "" : email;
            password = password == null ? "" : password;
        }

        Secret secret() {
            if (email.isBlank() || password.isEmpty()) {
                throw ProblemException.invalid("Fill in both e-mail and password.");
            }
            return Secret.of(password);
        }

        Sessions.Attempt attempt() {
            return new Sessions.Attempt(email, secret(), code, null);
        }

        @Override
        public String toString() {
            return "Credentials";
        }
    }

    private ModelAndView page(String next) {
        return Page.of("sign-in").addObject("next", own(next)).addObject("nobody", setup.isOpen());
    }

    private static String own(String address) {
        return OWN_ADDRESS.matcher(address).matches() ? address : Page.HOME;
    }

    private static @Nullable String said(@Nullable String ended) {
        if (ended == null) {
            return null;
        }
        return switch (ended) {
            case "signed-out" -> "You are signed out.";
            case "ready" -> "That worked. Sign in with your password.";
            default -> "Your session has ended. Sign in again to go on.";
        };
    }
}
