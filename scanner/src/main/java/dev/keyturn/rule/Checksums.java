package dev.keyturn.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.zip.CRC32;

/** Checksums that providers put into their tokens. */
final class Checksums {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Checksums() {}

    /** {@code ghp_} and its kin: the last six characters are CRC-32 of the others after the prefix, in base 62. */
    static boolean github(String token) {
        int end = token.length() - 6;
        return base62(crc(token.substring(4, end))).equals(token.substring(end));
    }

    /**
     * {@code github_pat_}: characters 77 to 84 of 93 are the start of base32 of the SHA-256 of those before them.
     */
    static boolean githubFineGrained(String token) {
        byte[] digest = sha256(token.substring(0, 77));
        long head = 0;
        for (int i = 0; i < 5; i++) {
            head = head << 8 | digest[i] & 0xff;
        }
        StringBuilder expected = new StringBuilder();
        for (int shift = 35; shift >= 0; shift -= 5) {
            expected.append(BASE32.charAt((int) (head >> shift & 31)));
        }
        return expected.toString().equalsIgnoreCase(token.substring(77, 85));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** GitLab's routable tokens: the last seven characters are CRC-32 of all before them, in base 36. */
    static boolean gitlab(String token) {
        int end = token.length() - 7;
        String checksum = Long.toString(crc(token.substring(0, end)), 36);
        return "0".repeat(7 - checksum.length()).concat(checksum).equals(token.substring(end));
    }

    /** {@code glsa_}: eight hexadecimal digits after the last underscore, CRC-32 of what is before it, little-endian. */
    static boolean grafana(String token) {
        int end = token.lastIndexOf('_');
        int checksum = Integer.reverseBytes((int) crc(token.substring(0, end)));
        return String.format(Locale.ROOT, "%08x", checksum)
                .equals(token.substring(end + 1).toLowerCase(Locale.ROOT));
    }

    static String base62(long value) {
        char[] digits = new char[6];
        long rest = value;
        for (int i = 5; i >= 0; i--) {
            digits[i] = BASE62.charAt((int) (rest % 62));
            rest /= 62;
        }
        return new String(digits);
    }

    static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return crc.getValue();
    }
}
