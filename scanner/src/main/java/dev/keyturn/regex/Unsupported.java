package dev.keyturn.regex;

/** An expression that is not well formed, or has something that is left to another engine. */
final class Unsupported extends Exception {
    private static final long serialVersionUID = 1L;

    Unsupported(String what) {
        super(what, null, false, false);
    }
}
