package dev.keyturn.rule;

import java.util.List;

/** Descriptions of texts that a rule must find something in, and of texts in which it must not. */
public interface Examples {
    /** Descriptions of texts with a secret. */
    List<String> yes();

    /** Descriptions of texts without one. */
    List<String> no();

    /** A rule of a configuration has none. */
    static Examples none() {
        return new Written(List.of(), List.of());
    }

    /**
     * Those that stand in a rule.
     *
     * @param yes descriptions of texts with a secret
     * @param no descriptions of texts without one
     */
    record Written(List<String> yes, List<String> no) implements Examples {
        public Written {
            yes = List.copyOf(yes);
            no = List.copyOf(no);
        }
    }
}
