package dev.keyturn.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * One way to prove who calls. Each feature that knows one adds a bean; a request is shown to all of them until one
 * recognises its credentials.
 */
@FunctionalInterface
public interface Authenticator {
    /**
     * Looks for credentials of its own kind.
     *
     * @param mint makes the caller, once the credentials are found to be good
     * @return empty if the request carries no credentials of this kind
     * @throws dev.keyturn.problem.ProblemException 401 if it does and they are not good
     */
    Optional<Caller> authenticate(HttpServletRequest request, CallerMint mint);
}
