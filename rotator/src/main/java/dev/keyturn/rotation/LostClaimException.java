package dev.keyturn.rotation;

/** Somebody else works on the rotation now: whatever was about to happen is theirs to do. */
public final class LostClaimException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostClaimException(String message) {
        super(message);
    }
}
