package dev.keyturn.server;

/** The entry point. */
public final class KeyturnServer {
    private KeyturnServer() {}

    public static void main(String[] arguments) {
        throw new IllegalStateException("not built yet");
    }
}
