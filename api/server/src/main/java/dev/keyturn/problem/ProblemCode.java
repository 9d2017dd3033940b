package dev.keyturn.problem;

import java.util.Arrays;
import java.util.Locale;

/**
 * Everything that can go wrong with a call: the one vocabulary of errors. A constant's name with dashes is the
 * {@code code} of the answer and never changes; its status and title are chosen here and nowhere else.
 */
public enum ProblemCode {
    INVALID_REQUEST(400, "The request cannot be understood"),
    UNAUTHENTICATED(401, "Nobody is signed in"),
    INVALID_CREDENTIALS(401, "The credentials are wrong"),
    TOKEN_INVALID(401, "The token is not valid"),
    TOKEN_EXPIRED(401, "The token has expired"),
    SESSION_ENDED(401, "The session has ended"),
    KEY_REFUSED(401, "The key is refused"),
    SECOND_FACTOR_REQUIRED(401, "A code of the second factor is needed"),
    FORBIDDEN(403, "Not allowed"),
    INSUFFICIENT_SCOPE(403, "A scope is missing"),
    PERSON_REQUIRED(403, "Only a signed-in person may do this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The method does not exist here"),
    NOT_ACCEPTABLE(406, "No such representation"),
    WRONG_STATE(409, "The key's state does not allow this"),
    NAME_TAKEN(409, "The name is taken"),
    SECRET_ALREADY_DELIVERED(409, "The secret was delivered already"),
    STALE_FENCE(409, "Another worker has taken over"),
    UNKNOWN_CANDIDATE(409, "The fingerprint is none of the key's"),
    ALREADY_ROLLED(409, "The key has a successor already"),
    LAST_OWNER(409, "A tenant keeps an owner"),
    NOT_NOW(409, "Not possible as things are"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
    INVALID_VALUE(422, "A value is not possible"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key belongs to another request"),
    THROTTLED(429, "Too many attempts"),
    INTERNAL(500, "Something broke on our side"),
    UNAVAILABLE(503, "Not available for the moment");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The same for every occurrence, for people. */
    public String title() {
        return title;
    }

    /** For programs, such as {@code name-taken}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A stable URI of the kind of problem. */
    public String type() {
        return "urn:keyturn:problem:" + code();
    }

    /** The constant that says most about a bare status. */
    static ProblemCode ofStatus(int status) {
        return Arrays.stream(values())
                .filter(code -> code.status == status)
                .findFirst()
                .orElse(status >= 500 ? INTERNAL : INVALID_REQUEST);
    }
}
