package dev.keyturn.session;

import dev.keyturn.caller.ClientAddress;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.Redaction;
import dev.keyturn.wire.SessionList;
import dev.keyturn.wire.SessionRefresh;
import dev.keyturn.wire.SessionTokens;
import dev.keyturn.wire.SignIn;
import dev.keyturn.wire.TenantChoice;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/sessions}: sign-in, refresh, other tenants, sign-out. */
@RestController
@RequestMapping("/v1/sessions")
final class SessionController {
    private final Sessions sessions;
    private final ClientAddress clientAddress;

    SessionController(Sessions sessions, ClientAddress clientAddress) {
        this.sessions = sessions;
        this.clientAddress = clientAddress;
    }

    @PostMapping
    ResponseEntity<SessionTokens> signIn(@RequestBody SignIn body, HttpServletRequest request) {
        if (body.email() == null || body.password() == null) {
            throw ProblemException.invalid("'email' and 'password' are both needed.");
        }
        if (!Redaction.words(body.email(), 300).equals(body.email().strip())) {
            throw ProblemException.invalid("'email' is no e-mail address, such as owner@example.com.");
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(sessions.open(
                        new Sessions.Attempt(body.email(), body.password(), body.code(), body.tenant()),
                        client(request)));
    }

    @PostMapping("/refresh")
    ResponseEntity<SessionTokens> refresh(@RequestBody SessionRefresh body) {
        if (body.refreshToken() == null) {
            throw ProblemException.invalid("'refreshToken' is needed.");
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(sessions.refresh(body.refreshToken()));
    }

    @GetMapping
    SessionList list(PersonCaller caller, HttpServletRequest request) {
        return new SessionList(sessions.list(caller.personId(), BearerAuthenticator.sessionOf(request)));
    }

    @PostMapping("/switch")
    ResponseEntity<SessionTokens> switchTenant(
            PersonCaller caller, @RequestBody TenantChoice body, HttpServletRequest request) {
        if (body.tenant() == null) {
            throw ProblemException.invalid("'tenant' is the id of one of your tenants: see GET /v1/me.");
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(sessions.openElsewhere(caller, body.tenant(), client(request)));
    }

    @DeleteMapping("/others")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endOthers(PersonCaller caller, HttpServletRequest request) {
        sessions.endAll(caller.personId(), null, BearerAuthenticator.sessionOf(request));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(PersonCaller caller, @PathVariable UUID id) {
        sessions.close(caller, id);
    }

    private Sessions.Client client(HttpServletRequest request) {
        return new Sessions.Client(clientAddress.of(request), request.getHeader(HttpHeaders.USER_AGENT));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(PersonCaller caller, HttpServletRequest request) {
        sessions.close(BearerAuthenticator.sessionOf(request), caller);
    }
}
