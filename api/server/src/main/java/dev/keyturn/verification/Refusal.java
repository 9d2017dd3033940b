package dev.keyturn.verification;

import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.VerificationCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a refused key is answered: the kind of problem, and words for whoever holds the key.
 *
 * @param retryAfter when to try again, where that helps
 */
record Refusal(ProblemCode code, String detail, @Nullable Duration retryAfter) {

    /** One that time does not help. */
    Refusal(ProblemCode code, String detail) {
        this(code, detail, null);
    }

    /** Of any answer but VALID. */
    static Refusal of(Answer answer) {
        return answer.code() == VerificationCode.RATE_LIMITED
                ? new Refusal(
                        ProblemCode.THROTTLED, words(answer), Duration.ofSeconds(1 + (answer.waitMillis() - 1) / 1_000))
                : new Refusal(ProblemCode.KEY_REFUSED, words(answer));
    }

    /** The same, thrown. */
    ProblemException problem() {
        return retryAfter == null ? ProblemException.of(code, detail) : ProblemException.throttled(detail, retryAfter);
    }

    private static String words(Answer answer) {
        return switch (answer.code()) {
            case VALID -> throw new IllegalArgumentException("nothing is refused");
            case MALFORMED -> "This is no whole key: it is cut, mistyped or of another kind. Copy it again.";
            case UNKNOWN -> "There is no such key. Check that it is one of this installation.";
            case REVOKED -> ended(answer);
            case EXPIRED -> "This key has expired. Create a new one.";
            case DISABLED -> "This key is disabled. Whoever manages it can enable it again.";
            case WRONG_ENVIRONMENT -> "This key belongs to another environment. Use the one of this environment.";
            case NETWORK_NOT_ALLOWED -> "This key may not be used from this address. Whoever manages it can allow it.";
            case RATE_LIMITED -> "This key was used as often as it may be for the moment. Try again later.";
            case INSUFFICIENT_SCOPE -> "This key lacks the scope that is needed here. Create one that has it.";
        };
    }

    /** Only who holds the key reads this: which key follows, and since when. */
    private static String ended(Answer answer) {
        KnownKey key = answer.key();
        if (key == null) {
            return "This key was revoked.";
        }
        long at = Math.min(key.revokedAt(), key.graceUntil());
        String since = at == KnownKey.NEVER ? "" : " at " + Instant.ofEpochMilli(at);
        return key.successor() == null
                ? "This key was revoked" + since + ". Create a new one."
                : "This key was rotated: it ended" + since + ", and key " + key.successor()
                        + " follows it. Read the current one from where keys are delivered.";
    }
}
