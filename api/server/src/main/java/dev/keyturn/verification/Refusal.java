package dev.keyturn.verification;

import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.Redaction;
import dev.keyturn.usage.Use;
import dev.keyturn.wire.VerificationCode;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a refused key is answered: the kind of problem, and words for whoever holds the key.
 *
 * @param retryAfter when to try again, where that helps
 */
record Refusal(ProblemCode code, String detail, @Nullable Duration retryAfter) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._/-]{0,63}");

    /** One that time does not help. */
    Refusal(ProblemCode code, String detail) {
        this(code, detail, null);
    }

    /** Of any answer but VALID. */
    static Refusal of(Answer answer, Use.Client client) {
        return answer.code() == VerificationCode.RATE_LIMITED
                ? new Refusal(
                        ProblemCode.THROTTLED,
                        words(answer, client),
                        Duration.ofSeconds(1 + (answer.waitMillis() - 1) / 1_000))
                : new Refusal(ProblemCode.KEY_REFUSED, words(answer, client));
    }

    /** The same, thrown. */
    ProblemException problem() {
        return retryAfter == null ? ProblemException.of(code, detail) : ProblemException.throttled(detail, retryAfter);
    }

    private static String words(Answer answer, Use.Client client) {
        return switch (answer.code()) {
            case VALID -> throw new IllegalArgumentException("nothing is refused");
            case MALFORMED -> "This is no whole key: it is cut, mistyped or of another kind. Copy it again.";
            case UNKNOWN -> "There is no such key. Check that it is one of this installation.";
            case REVOKED -> ended(answer, client);
            case EXPIRED -> "This key has expired. Create a new one.";
            case DISABLED -> "This key is disabled. Whoever manages it can enable it again.";
            case WRONG_ENVIRONMENT -> "This key belongs to another environment. Use the one of this environment.";
            case NETWORK_NOT_ALLOWED -> "This key may not be used from this address. Whoever manages it can allow it.";
            case RATE_LIMITED -> "This key was used as often as it may be for the moment. Try again later.";
            case INSUFFICIENT_SCOPE -> "This key lacks the scope that is needed here. Create one that has it.";
        };
    }

    /** Only who holds the key reads this: which key follows, since when, and who has not moved to it. */
    private static String ended(Answer answer, Use.Client client) {
        KnownKey key = answer.key();
        if (key == null) {
            return "This key was revoked.";
        }
        long at = Math.min(key.revokedAt(), key.graceUntil());
        String since = at == KnownKey.NEVER ? "" : " at " + Instant.ofEpochMilli(at);
        String there = key.succeededAt() == KnownKey.NEVER ? "" : " since " + Instant.ofEpochMilli(key.succeededAt());
        return key.successor() == null
                ? "This key was revoked" + since + ". Create a new one."
                : "This key was rotated: it ended" + since + ", and key " + key.successor() + " is in its place" + there
                        + ". " + name(client)
                        + " has not moved to it. Read the current one from where keys are delivered.";
    }

    /** By the name that it gives itself if that can stand in a header; who it is, it knows anyway. */
    private static String name(Use.Client client) {
        String consumer = client.consumer();
        return consumer != null
                        && NAME.matcher(consumer).matches()
                        && Redaction.of(consumer).equals(consumer)
                ? "Consumer " + consumer
                : "This client";
    }
}
