package dev.keyturn.decode;

import dev.keyturn.pack.Stretches;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Texts of two or four bytes a character, whole files (UTF-16 and UTF-32, either order, with or without mark) or strings
 * inside a binary. One or three zero bytes between others are dropped; longer runs of them separate strings.
 */
public final class WideText {
    /** So far around a stretch a zero byte can change what its neighbours are. */
    private static final int MARGIN = 4;

    private static final int FEWEST = 8;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;

    private WideText() {}

    /**
     * Hands over the narrow form of the whole text, if there is any; the stretches are where a text that was not wide
     * can have become so.
     *
     * @return whether the text is wide
     */
    public static boolean decode(Text text, Stretches stretches, Consumer<Text> out) {
        if (!hasZero(text, stretches)) {
            return false;
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
        return dropped >= FEWEST;
    }

    private static boolean hasZero(Text text, Stretches stretches) {
        for (int i = 0; i < stretches.count(); i++) {
            int from = Math.max(0, stretches.from(i) - MARGIN);
            if (hasZero(text.bytes(), from, Math.min(text.length(), stretches.to(i) + MARGIN))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasZero(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long word = (long) WORDS.get(bytes, at);
            if ((word - ONES & ~word & TOPS) != 0) {
                return true;
            }
            at += Long.BYTES;
        }
        while (at < to && bytes[at] != 0) {
            at++;
        }
        return at < to;
    }

    private static int zerosAt(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && bytes[i] == 0) {
            i++;
        }
        return i - from;
    }
}
