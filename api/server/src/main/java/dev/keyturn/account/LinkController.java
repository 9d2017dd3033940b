package dev.keyturn.account;

import dev.keyturn.caller.ClientAddress;
import dev.keyturn.wire.Acceptance;
import dev.keyturn.wire.PasswordReset;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What one does by a one-time link: nobody is signed in, the link's token is the authority. */
@RestController
final class LinkController {
    private final Invitations invitations;
    private final OwnAccount account;
    private final ClientAddress addresses;

    LinkController(Invitations invitations, OwnAccount account, ClientAddress addresses) {
        this.invitations = invitations;
        this.account = account;
        this.addresses = addresses;
    }

    @PostMapping("/v1/invitations/accept")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void accept(@RequestBody Acceptance body, HttpServletRequest request) {
        AccountController.given("token", body.token());
        AccountController.given("password", body.password());
        invitations.accept(body, addresses.of(request));
    }

    @PostMapping("/v1/password-resets")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(@RequestBody PasswordReset body, HttpServletRequest request) {
        AccountController.given("token", body.token());
        AccountController.given("password", body.password());
        account.resetPassword(body, addresses.of(request));
    }
}
