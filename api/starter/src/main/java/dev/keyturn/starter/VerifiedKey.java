package dev.keyturn.starter;

import dev.keyturn.wire.VerificationResult;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * A key that was presented with the request and accepted. A controller that takes it as an argument cannot be reached
 * without one.
 */
public final class VerifiedKey {
    private final VerificationResult answer;
    private final Function<String, VerificationResult> ask;

    /** @param ask whether the same key, presented by the same client, has a scope */
    VerifiedKey(VerificationResult answer, Function<String, VerificationResult> ask) {
        this.answer = answer;
        this.ask = ask;
    }

    /** Its id, for logs and tables. */
    public UUID id() {
        return Objects.requireNonNull(answer.keyId());
    }

    /** The tenant to whom it belongs. */
    public String tenant() {
        return Objects.requireNonNull(answer.tenant());
    }

    /** The environment to which it belongs. */
    public String environment() {
        return Objects.requireNonNull(answer.environment());
    }

    /** What it may do; to ask for one use {@link #require}, which knows wildcards. */
    public List<String> scopes() {
        return answer.scopes() == null ? List.of() : answer.scopes();
    }

    /**
     * Goes on only if the key has a scope.
     *
     * @throws KeyRefusedException 403 if it has not
     */
    public void require(String scope) {
        VerificationResult result = ask.apply(scope);
        if (!result.valid()) {
            throw new KeyRefusedException(result);
        }
    }
}
