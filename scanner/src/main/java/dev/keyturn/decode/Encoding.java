package dev.keyturn.decode;

/** How bytes can stand for other bytes. */
enum Encoding {
    NONE,
    WIDE,
    ESCAPED,
    BASE64,
    HEX;

    /** Whether the line ends of the encoded form are still there after decoding. */
    boolean keepsLines() {
        return this == WIDE || this == ESCAPED;
    }

    /** Length of the encoded form of so many bytes. */
    int encodedLength(int decoded) {
        return switch (this) {
            case BASE64 -> (int) (decoded * 4L / 3);
            case HEX -> decoded * 2;
            default -> decoded;
        };
    }
}
