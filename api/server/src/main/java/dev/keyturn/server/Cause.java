package dev.keyturn.server;

import java.util.Optional;
import java.util.stream.Stream;

/** Finds why something failed beneath what wraps it. */
final class Cause {
    private Cause() {}

    /** What is beneath everything. */
    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The outermost throwable of a type among a failure and its causes. */
    static <T extends Throwable> Optional<T> of(Throwable failure, Class<T> type) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
