package dev.keyturn.verification;

import dev.keyturn.caller.Authenticator;
import dev.keyturn.caller.Authorization;
import dev.keyturn.caller.Caller;
import dev.keyturn.caller.CallerMint;
import dev.keyturn.usage.Use;
import dev.keyturn.wire.VerificationCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/** {@code Authorization: ApiKey sk_…} makes a program a caller of the api itself. */
final class KeyAuthenticator implements Authenticator {
    private final Verifier verifier;

    KeyAuthenticator(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Optional<Caller> authenticate(HttpServletRequest request, CallerMint mint) {
        return Authorization.credentials(request, "ApiKey").map(presented -> service(presented, request, mint));
    }

    private Caller service(String presented, HttpServletRequest request, CallerMint mint) {
        Use.Client client = new Use.Client(
                mint.address().getHostAddress(),
                request.getHeader("User-Agent"),
                request.getHeader("X-Keyturn-Consumer"),
                request.getRequestURI());
        Answer answer = verifier.verify(presented, Demand.NONE, client);
        KnownKey key = answer.key();
        if (key == null || answer.code() != VerificationCode.VALID) {
            throw Refusal.of(answer, client).problem();
        }
        return mint.service(key.tenantId(), key.id(), List.copyOf(key.scopes()));
    }
}
