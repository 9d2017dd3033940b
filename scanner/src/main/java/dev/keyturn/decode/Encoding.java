package dev.keyturn.decode;

/** How bytes can stand for other bytes. */
enum Encoding {
    NONE,
    WIDE,
    ESCAPED,
    BASE64,
    BASE32,
    BASE85,
    HEX,
    /** In pieces, or in some form whose lines are not told apart. */
    PIECES;

    /** Whether the line ends of the encoded form are still there after decoding. */
    boolean keepsLines() {
        return this == WIDE || this == ESCAPED;
    }

    /** Length of the encoded form of so many bytes. */
    int encodedLength(int decoded) {
        return switch (this) {
            case BASE64 -> (int) (decoded * 4L / 3);
            case BASE32 -> (int) (decoded * 8L / 5);
            case BASE85 -> (int) (decoded * 5L / 4);
            case HEX -> decoded * 2;
            case PIECES -> 0;
            default -> decoded;
        };
    }
}
