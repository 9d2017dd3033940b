package dev.keyturn.finding;

import java.io.IOException;

/**
 * A place in which a key can be.
 *
 * @param name as docs/scanning.md calls it
 * @param reading how it is found
 * @param hiding puts a key there
 */
record HidingPlace(String name, Reading reading, Hiding hiding) {
    /** What is scanned. */
    enum Reading {
        HISTORY,
        ALL_OBJECTS,
        STAGED,
        FILES
    }

    /** Hides the key in a repository that has one commit. */
    @FunctionalInterface
    interface Hiding {
        void hide(Hideout here, String key) throws IOException;
    }

    /**
     * A content that holds a key; many of them stand in one commit.
     *
     * @param name as docs/scanning.md calls it
     * @param form the file's bytes
     */
    record Content(String name, Form form) {
        static Content text(String name, java.util.function.UnaryOperator<String> form) {
            return new Content(name, key -> form.apply(key).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** Writes a key in some form. */
    @FunctionalInterface
    interface Form {
        byte[] of(String key) throws IOException;
    }
}
