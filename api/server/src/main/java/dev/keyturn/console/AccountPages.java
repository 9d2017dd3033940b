package dev.keyturn.console;

import dev.keyturn.account.OwnAccount;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.session.Sessions;
import dev.keyturn.wire.PasswordChange;
import dev.keyturn.wire.PasswordProof;
import dev.keyturn.wire.SecondFactor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One's own account: password, second factor, sessions. */
@Controller
@RequestMapping("/account")
final class AccountPages {
    private static final String HERE = "/account";

    private final OwnAccount account;
    private final Sessions sessions;

    AccountPages(OwnAccount account, Sessions sessions) {
        this.account = account;
        this.sessions = sessions;
    }

    @GetMapping
    ModelAndView account(PersonCaller caller, HttpServletRequest request) {
        return Page.of(caller, "account")
                .addObject("account", account.me(caller))
                .addObject("sessions", sessions.list(caller.personId(), session(request)));
    }

    @PostMapping("/password")
    ModelAndView password(
            PersonCaller caller,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(required = false) @Nullable String code) {
        return change(
                caller,
                request,
                () -> account.changePassword(
                        caller, new PasswordChange(given(current), given(password), code), session(request)));
    }

    @PostMapping("/second-factor")
    ModelAndView begin(PersonCaller caller) {
        SecondFactor factor = account.beginSecondFactor(caller);
        return Page.of(caller, "second-factor")
                .addObject("secret", new ShownOnce("Secret", factor.secret()))
                .addObject("address", new ShownOnce("Address", factor.uri()));
    }

    @PostMapping("/second-factor/confirm")
    ModelAndView confirm(
            PersonCaller caller, HttpServletRequest request, @RequestParam(defaultValue = "") String code) {
        try {
            List<ShownOnce> codes = account.confirmSecondFactor(caller, code).codes().stream()
                    .map(one -> new ShownOnce("Recovery code", one))
                    .toList();
            return ShownOnce.page(
                    caller,
                    "Keep these recovery codes: they are shown only once",
                    "Signing in takes a code of your authenticator from now on. Each of these replaces one, once.",
                    codes,
                    HERE);
        } catch (ProblemException problem) {
            return Page.refused(account(caller, request), problem);
        }
    }

    @PostMapping("/second-factor/remove")
    ModelAndView removeSecondFactor(
            PersonCaller caller,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(required = false) @Nullable String code) {
        return change(
                caller, request, () -> account.removeSecondFactor(caller, new PasswordProof(given(password), code)));
    }

    @PostMapping("/sessions/{id}/end")
    ModelAndView end(PersonCaller caller, @PathVariable UUID id) {
        sessions.close(caller, id);
        return Page.redirect(HERE);
    }

    @PostMapping("/sessions/end-others")
    ModelAndView endOthers(PersonCaller caller, HttpServletRequest request) {
        sessions.endAll(caller.personId(), null, session(request));
        return Page.redirect(HERE);
    }

    private ModelAndView change(PersonCaller caller, HttpServletRequest request, Runnable change) {
        try {
            change.run();
            return account(caller, request).addObject("done", true);
        } catch (ProblemException problem) {
            return Page.refused(account(caller, request), problem);
        }
    }

    private static Secret given(String password) {
        if (password.isEmpty()) {
            throw ProblemException.invalid("Fill in the password.");
        }
        return Secret.of(password);
    }

    private static UUID session(HttpServletRequest request) {
        return SessionFilter.sessionOf(request).orElseThrow().sessionId();
    }
}
