package dev.keyturn.caller;

import java.util.Locale;

/** What a person is in a tenant. */
public enum Role {
    /** Everything, the other people included. */
    OWNER,
    /** Everything but what concerns owners. */
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
        return switch (this) {
            case OWNER, ADMIN -> true;
            case DEVELOPER -> !Scope.OF_ADMINS.contains(scope);
            case AUDITOR -> scope.endsWith(":read");
        };
    }
}
