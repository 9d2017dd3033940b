package dev.keyturn.console;

import dev.keyturn.account.Invitations;
import dev.keyturn.account.PeopleDesk;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Role;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.NewInvitation;
import dev.keyturn.wire.PersonChange;
import dev.keyturn.wire.PersonView;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The people of a tenant, and who is asked in. */
@Controller
@RequestMapping("/settings/people")
final class PeoplePages {
    private static final String HERE = "/settings/people";

    private final PeopleDesk desk;
    private final Invitations invitations;

    PeoplePages(PeopleDesk desk, Invitations invitations) {
        this.desk = desk;
        this.invitations = invitations;
    }

    @GetMapping
    ModelAndView list(PersonCaller caller) {
        return Page.of(caller, "people")
                .addObject("people", desk.list(caller))
                .addObject("invitations", invitations.list(caller))
                .addObject("roles", Role.values());
    }

    @PostMapping("/invitations")
    ModelAndView invite(
            PersonCaller caller,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String role) {
        try {
            Secret token = Objects.requireNonNull(invitations
                    .invite(caller, new NewInvitation(email, role, null))
                    .token());
            return ShownOnce.page(
                    caller,
                    "Send this link to " + email + ": it is shown only once",
                    "It works once, for seven days. Whoever has an account already proves it by that account's password.",
                    List.of(ShownOnce.link("Invitation", address("/invitation?token="), token)),
                    HERE);
        } catch (ProblemException problem) {
            return Page.refused(list(caller).addObject("email", email), problem);
        }
    }

    @PostMapping("/invitations/{id}/withdraw")
    ModelAndView withdraw(PersonCaller caller, @PathVariable UUID id) {
        invitations.withdraw(caller, id);
        return Page.redirect(HERE);
    }

    @GetMapping("/{id}")
    ModelAndView person(PersonCaller caller, @PathVariable UUID id) {
        return Page.of(caller, "person").addObject("person", find(caller, id)).addObject("roles", Role.values());
    }

    @PostMapping("/{id}/role")
    ModelAndView role(PersonCaller caller, @PathVariable UUID id, @RequestParam String role) {
        return change(caller, id, () -> desk.change(caller, id, new PersonChange(role, null)));
    }

    @PostMapping("/{id}/sign-out")
    ModelAndView signOut(PersonCaller caller, @PathVariable UUID id) {
        return change(caller, id, () -> desk.endSessions(caller, id));
    }

    @PostMapping("/{id}/second-factor/remove")
    ModelAndView removeSecondFactor(PersonCaller caller, @PathVariable UUID id) {
        return change(caller, id, () -> desk.removeSecondFactor(caller, id));
    }

    @PostMapping("/{id}/password-link")
    ModelAndView passwordLink(PersonCaller caller, @PathVariable UUID id) {
        try {
            Secret token = desk.resetPassword(caller, id).token();
            return ShownOnce.page(
                    caller,
                    "Send this link to " + find(caller, id).email() + ": it is shown only once",
                    "Whoever opens it within a day chooses a new password, and all sessions of the person end.",
                    List.of(ShownOnce.link("New password", address("/new-password?token="), token)),
                    HERE + "/" + id);
        } catch (ProblemException problem) {
            return Page.refused(person(caller, id), problem);
        }
    }

    @PostMapping("/{id}/remove")
    ModelAndView remove(PersonCaller caller, @PathVariable UUID id) {
        try {
            desk.remove(caller, id);
            return Page.redirect(HERE);
        } catch (ProblemException problem) {
            return Page.refused(person(caller, id), problem);
        }
    }

    private ModelAndView change(PersonCaller caller, UUID id, Runnable change) {
        try {
            change.run();
            return Page.redirect(HERE + "/" + id);
        } catch (ProblemException problem) {
            return Page.refused(person(caller, id), problem);
        }
    }

    private PersonView find(PersonCaller caller, UUID id) {
        return desk.list(caller).stream()
                .filter(person -> person.id().equals(id))
                .findFirst()
                .orElseThrow(ProblemException::notFound);
    }

    private static String address(String path) {
        return ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString() + path;
    }
}
