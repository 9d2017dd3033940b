package dev.keyturn.worker;

/** The entry point. */
public final class KeyturnRotator {
    private KeyturnRotator() {}

    public static void main(String[] arguments) {
        throw new IllegalStateException("not built yet");
    }
}
