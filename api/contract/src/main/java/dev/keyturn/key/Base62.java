package dev.keyturn.key;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The alphabet {@code 0-9A-Za-z} and the checksum that is written in it. */
final class Base62 {
    static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final byte[] DIGITS = ALPHABET.getBytes(StandardCharsets.US_ASCII);

    private Base62() {}

    static boolean isDigit(int character) {
        return (character >= '0' && character <= '9')
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z');
    }

    /** Writes CRC-32 (IEEE 802.3) of {@code bytes[from, to)} as six digits, most significant first, into target. */
    static void writeChecksum(byte[] bytes, int from, int to, byte[] target, int at) {
        long rest = checksum(bytes, from, to);
        for (int i = ApiKey.CHECKSUM_LENGTH - 1; i >= 0; i--) {
            target[at + i] = DIGITS[(int) (rest % 62)];
            rest /= 62;
        }
    }

    /** Whether the six bytes at {@code at} are the checksum of {@code bytes[from, to)}. */
    static boolean hasChecksum(byte[] bytes, int from, int to, int at) {
        long rest = checksum(bytes, from, to);
        for (int i = ApiKey.CHECKSUM_LENGTH - 1; i >= 0; i--) {
            if (bytes[at + i] != DIGITS[(int) (rest % 62)]) {
                return false;
            }
            rest /= 62;
        }
        return true;
    }

    private static long checksum(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - from);
        return crc.getValue();
    }
}
