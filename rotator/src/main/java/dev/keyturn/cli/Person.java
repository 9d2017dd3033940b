package dev.keyturn.cli;

/** Who gives a command at a terminal, as history names them. */
final class Person {
    private Person() {}

    static String name() {
        return System.getProperty("user.name", "somebody") + ", at a terminal";
    }
}
