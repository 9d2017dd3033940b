package dev.keyturn.source;

/**
 * Something that could not be read, or was not.
 *
 * @param name a file, an object's id, or the history that is missing
 * @param reason why, in words for a person
 */
public record Skipped(String name, String reason) {
    /** Something that this program failed to look at: what is wrong is the program. */
    public static Skipped byFault(String name, RuntimeException fault) {
        return new Skipped(
                name, "not examined: " + fault.getClass().getSimpleName() + " in this program; please report it");
    }
}
