package dev.keyturn.rule;

import java.util.List;

/**
 * Descriptions of texts that a rule must find something in, and of texts in which it must not.
 *
 * @param yes descriptions of texts with a secret
 * @param no descriptions of texts without one
 */
public record Examples(List<String> yes, List<String> no) {
    public Examples {
        yes = List.copyOf(yes);
        no = List.copyOf(no);
    }

    /** A rule of a configuration has none. */
    static Examples none() {
        return new Examples(List.of(), List.of());
    }
}
