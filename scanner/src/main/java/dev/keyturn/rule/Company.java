package dev.keyturn.rule;

import java.util.List;

/**
 * What a rule of a configuration has to do with other rules.
 *
 * @param companions rules that must have found something near, each of them
 * @param silent whether it only serves as another rule's companion
 */
public record Company(List<Companion> companions, boolean silent) {
    private static final Company NONE = new Company(List.of(), false);

    public Company {
        companions = List.copyOf(companions);
    }

    /**
     * Another rule's match that must be near.
     *
     * @param rule the other rule's id
     * @param lines how many lines apart both may start; negative: any number
     * @param columns how many columns apart both may start; negative: any number
     */
    public record Companion(String rule, int lines, int columns) {
        /** Whether so far is near enough. */
        public boolean isNear(long linesApart, long columnsApart) {
            return (lines < 0 || Math.abs(linesApart) <= lines) && (columns < 0 || Math.abs(columnsApart) <= columns);
        }
    }

    /** Stands for itself. */
    public static Company none() {
        return NONE;
    }
}
