package dev.keyturn.source;

/** What a look at a piece came to, for the source that may have others which share most of its bytes. */
public enum Look {
    /** Nothing: of a piece that adds to this one, only what it adds needs a look. */
    SETTLED,

    /** Nothing yet: with other bytes beside it, something here may become a secret. */
    OPEN,

    /** Something was seen whose place the source is to find. */
    SIGHTED;

    /** What two looks at parts of one piece come to. */
    public Look and(Look other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
