package dev.keyturn.account;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.session.BearerAuthenticator;
import dev.keyturn.wire.Me;
import dev.keyturn.wire.NewTenant;
import dev.keyturn.wire.PasswordChange;
import dev.keyturn.wire.PasswordProof;
import dev.keyturn.wire.RecoveryCodes;
import dev.keyturn.wire.SecondFactor;
import dev.keyturn.wire.SecondFactorCode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/me}: one's own account. */
@RestController
final class AccountController {
    private final OwnAccount account;

    AccountController(OwnAccount account) {
        this.account = account;
    }

    @GetMapping("/v1/me")
    Me me(PersonCaller caller) {
        return account.me(caller);
    }

    @PostMapping("/v1/tenants")
    @ResponseStatus(HttpStatus.CREATED)
    Me.Tenant addTenant(PersonCaller caller, @RequestBody NewTenant body) {
        return account.addTenant(caller, given("name", body.name()));
    }

    @PutMapping("/v1/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(PersonCaller caller, @RequestBody PasswordChange body, HttpServletRequest request) {
        given("current", body.current());
        given("password", body.password());
        account.changePassword(caller, body, BearerAuthenticator.sessionOf(request));
    }

    @PostMapping("/v1/me/second-factor")
    ResponseEntity<SecondFactor> begin(PersonCaller caller) {
        return shownOnce(account.beginSecondFactor(caller));
    }

    @PostMapping("/v1/me/second-factor/confirm")
    ResponseEntity<RecoveryCodes> confirm(PersonCaller caller, @RequestBody SecondFactorCode body) {
        return shownOnce(account.confirmSecondFactor(caller, given("code", body.code())));
    }

    @PostMapping("/v1/me/second-factor/remove")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(PersonCaller caller, @RequestBody PasswordProof body) {
        given("password", body.password());
        account.removeSecondFactor(caller, body);
    }

    private static <T> ResponseEntity<T> shownOnce(T body) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }

    static <T> T given(String name, @Nullable T value) {
        if (value == null) {
            throw ProblemException.invalid("'" + name + "' is needed.");
        }
        return value;
    }
}
