package dev.keyturn.proof;

/** A statement that is not as it was made: changed, cut, or signed by somebody else. The message says which. */
public final class BrokenProofException extends Exception {
    private static final long serialVersionUID = 1L;

    /** For a statement that does not fit what was signed. */
    public BrokenProofException(String message) {
        super(message);
    }
}
