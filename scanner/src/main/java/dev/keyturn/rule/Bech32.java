package dev.keyturn.rule;

import java.util.Locale;

/** The checksum of Bech32 (BIP 173), which age's keys end in. */
final class Bech32 {
    private static final String CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECK = 6;

    private Bech32() {}

    /** Whether a string in one case, its prefix and the separator 1 included, ends in the checksum of the rest. */
    static boolean holds(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int separator = lower.lastIndexOf('1');
        int state = prefix(lower.substring(0, separator));
        for (int i = separator + 1; i < lower.length(); i++) {
            int value = CHARACTERS.indexOf(lower.charAt(i));
            if (value < 0) {
                return false;
            }
            state = step(state, value);
        }
        return state == 1;
    }

    /** The six characters that make a string of a prefix, the separator 1 and data whole; in lower case. */
    static String checksum(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int separator = lower.lastIndexOf('1');
        int state = prefix(lower.substring(0, separator));
        for (int i = separator + 1; i < lower.length(); i++) {
            state = step(state, CHARACTERS.indexOf(lower.charAt(i)));
        }
        for (int i = 0; i < CHECK; i++) {
            state = step(state, 0);
        }
        StringBuilder check = new StringBuilder();
        for (int i = CHECK - 1; i >= 0; i--) {
            check.append(CHARACTERS.charAt((state ^ 1) >> 5 * i & 31));
        }
        return check.toString();
    }

    private static int prefix(String prefix) {
        int state = 1;
        for (char character : prefix.toCharArray()) {
            state = step(state, character >> 5);
        }
        state = step(state, 0);
        for (char character : prefix.toCharArray()) {
            state = step(state, character & 31);
        }
        return state;
    }

    private static int step(int state, int value) {
        int top = state >>> 25;
        int next = (state & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (top >> i & 1) == 0 ? 0 : GENERATOR[i];
        }
        return next;
    }
}
