package dev.keyturn.pack;

import org.jspecify.annotations.Nullable;

/** What an object is, numbered as in git's pack format (gitformat-pack, "Object types"). */
public enum Kind {
    COMMIT(1),
    TREE(2),
    BLOB(3),
    TAG(4);

    /** Number of a delta whose base is told by how far before it it begins. */
    public static final int OFFSET_DELTA = 6;

    /** Number of a delta whose base is told by its id. */
    public static final int REFERENCE_DELTA = 7;

    private final int number;

    Kind(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** The kind of that number, or null for a delta and for what is none. */
    static @Nullable Kind numbered(int number) {
        return number >= 1 && number <= 4 ? values()[number - 1] : null;
    }
}
