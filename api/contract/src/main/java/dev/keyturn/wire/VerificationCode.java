package dev.keyturn.wire;

/** The answer about a presented key, in one word. */
public enum VerificationCode {
    VALID,
    MALFORMED,
    UNKNOWN,
    REVOKED,
    EXPIRED,
    DISABLED,
    WRONG_ENVIRONMENT,
    INSUFFICIENT_SCOPE,
    /** The client's address is none that the key may be used from. */
    NETWORK_NOT_ALLOWED,
    /** A rate limit of the key is used up for the moment. */
    RATE_LIMITED
}
