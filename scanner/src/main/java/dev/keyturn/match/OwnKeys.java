package dev.keyturn.match;

import dev.keyturn.key.ApiKey;

/** Tells keys of our format at a prefix; cheaply no in almost every case, and certain when yes. */
final class OwnKeys {
    private static final int TAG = 12;

    private OwnKeys() {}

    /** Length of the key that starts at an offset, or 0. What is glued to it on either side does not matter. */
    static int lengthAt(byte[] bytes, int start, int length) {
        if (length - start < ApiKey.MIN_LENGTH) {
            return 0;
        }
        int tag = start + ApiKey.PREFIX.length();
        int end = tag;
        while (end - tag < TAG && isTag(bytes[end])) {
            end++;
        }
        if (end - tag < 2 || bytes[end] != '_') {
            return 0;
        }
        return ApiKey.lengthAt(bytes, start, length);
    }

    private static boolean isTag(byte character) {
        return character >= 'a' && character <= 'z' || character >= '0' && character <= '9';
    }
}
