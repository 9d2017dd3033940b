package dev.keyturn.caller;

import java.util.Locale;

/** What a person is in a tenant. */
public enum Role {
    /** Everything, the other people included. */
    OWNER,
    /** Everything about keys, leaks and rotations. */
    ADMIN,
    /** Everything about keys, leaks and rotations. */
    DEVELOPER,
    /** Reads everything and changes nothing. */
    AUDITOR;

    /** As it stands in the database and in tokens, such as {@code owner}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reverse of {@link #word}. */
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    boolean may(String scope) {
        return this != AUDITOR || scope.endsWith(":read");
    }
}
