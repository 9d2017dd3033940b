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
    INSUFFICIENT_SCOPE
}
