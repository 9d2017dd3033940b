package dev.keyturn.rule;

/** Marvin32, with which Microsoft marks keys; as in SymCrypt's {@code marvin32.c}, whose values the test has. */
final class Marvin {
    private int low;
    private int high;

    private Marvin(long seed) {
        low = (int) seed;
        high = (int) (seed >>> 32);
    }

    /** The hash of 64 bits, the low word first. */
    static long hash(byte[] bytes, long seed) {
        Marvin state = new Marvin(seed);
        int at = 0;
        for (; at + 4 <= bytes.length; at += 4) {
            state.mix(word(bytes, at, 4));
        }
        int rest = bytes.length - at;
        state.mix(word(bytes, at, rest) | 0x80 << 8 * rest);
        state.mix(0);
        return (long) state.high << 32 | state.low & 0xffffffffL;
    }

    /** The same folded to 32 bits. */
    static int hash32(byte[] bytes, long seed) {
        long hash = hash(bytes, seed);
        return (int) (hash ^ hash >>> 32);
    }

    private void mix(int word) {
        low += word;
        high ^= low;
        low = Integer.rotateLeft(low, 20) + high;
        high = Integer.rotateLeft(high, 9) ^ low;
        low = Integer.rotateLeft(low, 27) + high;
        high = Integer.rotateLeft(high, 19);
    }

    private static int word(byte[] bytes, int from, int count) {
        int word = 0;
        for (int i = 0; i < count; i++) {
            word |= (bytes[from + i] & 0xff) << 8 * i;
        }
        return word;
    }
}
