package dev.keyturn.decode;

import dev.keyturn.pack.Stretches;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Runs in base 85 with the alphabet of RFC 1924, which Python and git use. A run is looked for at every 50th byte only,
 * and taken for one if it starts, in one of five phases, as text would.
 */
public final class Base85 {
    private static final int SHORTEST = 50;
    private static final int SAMPLE = 6;
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
    }

    private Base85() {}

    /** Hands over what each run stands for that touches or adjoins one of the stretches. */
    public static void decode(Text text, Stretches stretches, Consumer<Text> out) {
        int done = 0;
        for (int i = 0; i < stretches.count(); i++) {
            int from = Math.max(done, stretches.from(i));
            while (from > done && VALUES[text.bytes()[from - 1] & 0xff] >= 0) {
                from--;
            }
            done = decode(text, from, Math.max(done, stretches.to(i)), out);
        }
    }

    private static int decode(Text text, int start, int to, Consumer<Text> out) {
        byte[] bytes = text.bytes();
        int from = start;
        while (from <= to && from + SHORTEST <= text.length()) {
            int stranger = from + SHORTEST - 1;
            while (stranger >= from && VALUES[bytes[stranger] & 0xff] >= 0) {
                stranger--;
            }
            if (stranger >= from) {
                from = stranger + 1;
            } else {
                int end = from + SHORTEST;
                while (end < text.length() && VALUES[bytes[end] & 0xff] >= 0) {
                    end++;
                }
                run(text, from, end, out);
                from = end;
            }
        }
        return Math.max(from, to);
    }

    private static void run(Text text, int from, int end, Consumer<Text> out) {
        for (int phase = 0; phase < 5; phase++) {
            if (startsAsText(text.bytes(), from + phase)) {
                plain(text, from + phase, end, out);
                return;
            }
        }
    }

    private static void plain(Text text, int from, int end, Consumer<Text> out) {
        Output plain = new Output();
        int at = from;
        while (at + 5 <= end) {
            plain.add(group(text.bytes(), at), 4);
            at += 5;
        }
        if (end - at > 1) {
            rest(group(text.bytes(), at, end), end - at, plain);
        }
        Packed.open(text.decoded(Encoding.BASE85, from, plain.bytes(), plain.count()), out);
    }

    private static boolean startsAsText(byte[] bytes, int from) {
        for (int i = 0; i < SAMPLE; i++) {
            long group = group(bytes, from + 5 * i);
            for (int shift = 24; shift >= 0; shift -= 8) {
                int character = (int) (group >> shift) & 0xff;
                if (group >> 32 != 0
                        || character >= 0x7f
                        || character < ' ' && character != '\n' && character != '\t') {
                    return false;
                }
            }
        }
        return true;
    }

    /** The number that five digits stand for. */
    static long group(byte[] bytes, int at) {
        return group(bytes, at, at + 5);
    }

    private static long group(byte[] bytes, int at, int end) {
        long group = 0;
        for (int i = at; i < end; i++) {
            group = group * 85 + Math.max(0, VALUES[bytes[i] & 0xff]);
        }
        return group;
    }

    /** Writes what the two to four digits at the end stand for, which is one byte less than they are. */
    private static void rest(long group, int digits, Output target) {
        long whole = group;
        for (int i = digits; i < 5; i++) {
            whole = whole * 85 + 84;
        }
        target.add(whole, digits - 1);
    }
}
