package dev.keyturn.cli;

/** The entry point. */
public final class Keyturn {
    private Keyturn() {}

    public static void main(String[] arguments) {
        throw new IllegalStateException("not built yet");
    }
}
