package dev.keyturn.decode;

import java.util.function.Consumer;

/**
 * Texts of two or four bytes a character, whole files (UTF-16 and UTF-32, either order, with or without mark) or strings
 * inside a binary. One or three zero bytes between others are dropped; longer runs of them separate strings.
 */
public final class WideText {
    /** Zero bytes stand near the start of whatever has them; git decides by the same stretch what is binary. */
    private static final int LOOK = 8000;

    private static final int FEWEST = 8;

    private WideText() {}

    /** Hands over the narrow form, if there is any. */
    public static void decode(Text text, Consumer<Text> out) {
        if (!hasZero(text)) {
            return;
        }
        byte[] narrow = new byte[text.length()];
        int count = 0;
        int dropped = 0;
        byte[] bytes = text.bytes();
        int i = 0;
        while (i < text.length()) {
            int zeros = zerosAt(bytes, i, text.length());
            if (zeros == 0) {
                narrow[count++] = bytes[i++];
            } else if (zeros == 1 || zeros == 3) {
                dropped++;
            } else {
                narrow[count++] = 0;
            }
            i += zeros;
        }
        if (dropped >= FEWEST) {
            out.accept(text.decoded(Encoding.WIDE, 0, narrow, count));
        }
    }

    private static boolean hasZero(Text text) {
        int end = Math.min(LOOK, text.length());
        for (int i = 0; i < end; i++) {
            if (text.bytes()[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static int zerosAt(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && bytes[i] == 0) {
            i++;
        }
        return i - from;
    }
}
