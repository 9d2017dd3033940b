package dev.keyturn.session;

import dev.keyturn.caller.Authenticator;
import dev.keyturn.caller.Authorization;
import dev.keyturn.caller.Caller;
import dev.keyturn.caller.CallerMint;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;

/**
 * People by {@code Authorization: Bearer}. The token's session is looked up each time: a person who has signed out, or
 * lost a role, has done so at once.
 */
public final class BearerAuthenticator implements Authenticator {
    private static final String SESSION = BearerAuthenticator.class.getName();

    private final AccessTokens tokens;
    private final Sessions sessions;

    BearerAuthenticator(AccessTokens tokens, Sessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public Optional<Caller> authenticate(HttpServletRequest request, CallerMint mint) {
        return Authorization.credentials(request, "Bearer").map(token -> {
            UUID session = tokens.read(token);
            request.setAttribute(SESSION, session);
            return mint.person(sessions.person(session)
                    .orElseThrow(() -> ProblemException.of(
                            ProblemCode.SESSION_ENDED,
                            "This session has ended. Sign in again with POST /v1/sessions.")));
        });
    }

    /** The session by which the caller of a request has signed in. */
    public static UUID sessionOf(HttpServletRequest request) {
        return (UUID) request.getAttribute(SESSION);
    }
}
