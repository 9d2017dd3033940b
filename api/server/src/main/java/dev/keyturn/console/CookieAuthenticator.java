package dev.keyturn.console;

import dev.keyturn.caller.Authenticator;
import dev.keyturn.caller.Caller;
import dev.keyturn.caller.CallerMint;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** People by the session that {@link SessionFilter} has found. Cookies mean nothing to {@code /v1}, which it is not on. */
final class CookieAuthenticator implements Authenticator {
    @Override
    public Optional<Caller> authenticate(HttpServletRequest request, CallerMint mint) {
        return SessionFilter.sessionOf(request).map(session -> mint.person(session.person()));
    }
}
