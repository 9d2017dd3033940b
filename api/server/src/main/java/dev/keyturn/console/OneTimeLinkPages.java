package dev.keyturn.console;

import dev.keyturn.account.Invitations;
import dev.keyturn.account.OwnAccount;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.Acceptance;
import dev.keyturn.wire.PasswordReset;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What one does behind a one-time link: accept an invitation, or choose a new password. */
@Controller
final class OneTimeLinkPages {
    private static final String SIGN_IN = "/sign-in?ended=ready";

    private final Invitations invitations;
    private final OwnAccount account;
    private final SignInPage signIn;

    OneTimeLinkPages(Invitations invitations, OwnAccount account, SignInPage signIn) {
        this.invitations = invitations;
        this.account = account;
        this.signIn = signIn;
    }

    @GetMapping("/invitation")
    ModelAndView invitation(@RequestParam(defaultValue = "") String token) {
        return Page.of("invitation").addObject("token", token).addObject("email", invitations.invited(secret(token)));
    }

    @PostMapping("/invitation")
    ModelAndView accept(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(required = false) @Nullable String code) {
        String email = invitations.invited(secret(token));
        try {
            invitations.accept(
                    new Acceptance(secret(token), password(password), code),
                    signIn.client(request).address());
            return Page.redirect(SIGN_IN);
        } catch (ProblemException problem) {
            return Page.refused(Page.of("invitation").addObject("token", token).addObject("email", email), problem);
        }
    }

    @GetMapping("/new-password")
    ModelAndView newPassword(@RequestParam(defaultValue = "") String token) {
        return Page.of("new-password").addObject("token", token).addObject("email", account.whose(secret(token)));
    }

    @PostMapping("/new-password")
    ModelAndView setPassword(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String password) {
        String email = account.whose(secret(token));
        try {
            account.resetPassword(
                    new PasswordReset(secret(token), password(password)),
                    signIn.client(request).address());
            return Page.redirect(SIGN_IN);
        } catch (ProblemException problem) {
            return Page.refused(
                    Page.of("new-password").addObject("token", token).addObject("email", email), problem);
        }
    }

    private static Secret secret(String token) {
        return Secret.of(token.isEmpty() ? "none" : token);
    }

    private static Secret password(String typed) {
        if (typed.isEmpty()) {
            throw ProblemException.invalid("Fill in the password.");
        }
        return Secret.of(typed);
    }
}
