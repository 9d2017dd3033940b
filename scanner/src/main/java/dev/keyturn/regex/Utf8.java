package dev.keyturn.regex;

/** Characters of bytes; one byte that belongs to none is the replacement character, as Go reads it. */
final class Utf8 {
    private static final int REPLACEMENT = 0xFFFD;
    static final int WIDTH_BITS = 3;
    private static final int INVALID = REPLACEMENT << WIDTH_BITS | 1;

    private Utf8() {}

    static int rune(int decoded) {
        return decoded >> WIDTH_BITS;
    }

    static int width(int decoded) {
        return decoded & (1 << WIDTH_BITS) - 1;
    }

    /** The character at an offset before the end. */
    static int decode(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return first << WIDTH_BITS | 1;
        }
        int width = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (width == 0 || at + width > end || !isSecond(first, bytes[at + 1] & 0xff)) {
            return INVALID;
        }
        int rune = first & 0x7F >> width;
        for (int i = 1; i < width; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return INVALID;
            }
            rune = rune << 6 | bytes[at + i] & 0x3F;
        }
        return rune << WIDTH_BITS | width;
    }

    /** The character that ends at an offset, and starts at another or later. */
    static int decodeLast(byte[] bytes, int start, int end) {
        int at = end - 1;
        int earliest = Math.max(start, end - 4);
        while (at > earliest && (bytes[at] & 0xC0) == 0x80) {
            at--;
        }
        int decoded = decode(bytes, at, end);
        return at + width(decoded) == end ? decoded : INVALID;
    }

    private static boolean isSecond(int first, int second) {
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        return second >= least && second <= most;
    }
}
