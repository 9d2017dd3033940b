package dev.keyturn.account;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.wire.Invitation;
import dev.keyturn.wire.InvitationList;
import dev.keyturn.wire.NewInvitation;
import dev.keyturn.wire.OneTimeLink;
import dev.keyturn.wire.PersonChange;
import dev.keyturn.wire.PersonList;
import dev.keyturn.wire.PersonView;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/people}: who is in the tenant. */
@RestController
@RequestMapping("/v1/people")
final class PeopleController {
    private final PeopleDesk desk;
    private final Invitations invitations;

    PeopleController(PeopleDesk desk, Invitations invitations) {
        this.desk = desk;
        this.invitations = invitations;
    }

    @GetMapping
    PersonList list(PersonCaller caller) {
        return new PersonList(desk.list(caller));
    }

    @PatchMapping("/{id}")
    PersonView change(PersonCaller caller, @PathVariable UUID id, @RequestBody PersonChange body) {
        return desk.change(caller, id, body);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(PersonCaller caller, @PathVariable UUID id) {
        desk.remove(caller, id);
    }

    @DeleteMapping("/{id}/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSessions(PersonCaller caller, @PathVariable UUID id) {
        desk.endSessions(caller, id);
    }

    @DeleteMapping("/{id}/second-factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeSecondFactor(PersonCaller caller, @PathVariable UUID id) {
        desk.removeSecondFactor(caller, id);
    }

    @PostMapping("/{id}/password-link")
    ResponseEntity<OneTimeLink> passwordLink(PersonCaller caller, @PathVariable UUID id) {
        return shownOnce(desk.resetPassword(caller, id));
    }

    @PostMapping("/invitations")
    ResponseEntity<Invitation> invite(PersonCaller caller, @RequestBody NewInvitation body) {
        return shownOnce(invitations.invite(caller, body));
    }

    @GetMapping("/invitations")
    InvitationList invitations(PersonCaller caller) {
        return new InvitationList(invitations.list(caller));
    }

    @DeleteMapping("/invitations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(PersonCaller caller, @PathVariable UUID id) {
        invitations.withdraw(caller, id);
    }

    private static <T> ResponseEntity<T> shownOnce(T body) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }
}
