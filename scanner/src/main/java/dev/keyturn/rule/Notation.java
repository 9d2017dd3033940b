package dev.keyturn.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a match is written like, where that is more than a regular expression says at a bearable price. */
public enum Notation {
    /** As the rule's regular expression says. */
    EXPRESSION,
    /** A name with a keyword in it, a sign of assignment and a value, as programs, configuration and prose have it. */
    ASSIGNMENT,
    /** {@code scheme://user:password@host}. */
    ADDRESS,
    /** The name of a service and a key after it that has a run of letters and digits. */
    NAMED;

    /** The least length of such a run. */
    public static final int SHORTEST_RUN = 12;

    static Notation named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    static String names() {
        return Arrays.stream(values())
                .map(notation -> notation.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
