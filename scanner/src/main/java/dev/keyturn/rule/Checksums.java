package dev.keyturn.rule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;

/** Checksums that providers put into their tokens. */
final class Checksums {
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
        return sha256Base32(token.substring(0, 77)).equalsIgnoreCase(token.substring(77, 85));
    }

    /** The first eight characters of base32 of the SHA-256 of a text. */
    static String sha256Base32(String text) {
        byte[] digest = sha256(text);
        long head = 0;
        for (int i = 0; i < 5; i++) {
            head = head << 8 | digest[i] & 0xff;
        }
        StringBuilder expected = new StringBuilder();
        for (int shift = 35; shift >= 0; shift -= 5) {
            expected.append(Alphabets.BASE32.charAt((int) (head >> shift & 31)));
        }
        return expected.toString();
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
        return base36(crc(token.substring(0, end))).equals(token.substring(end));
    }

    /** {@code glsa_}: eight hexadecimal digits after the last underscore, CRC-32 of what is before it, little-endian. */
    static boolean grafana(String token) {
        int end = token.lastIndexOf('_');
        return hexReversed(crc(token.substring(0, end))).equalsIgnoreCase(token.substring(end + 1));
    }

    /** Eight hexadecimal digits, the highest byte first. */
    static String hex(long value) {
        return String.format(Locale.ROOT, "%08x", (int) value);
    }

    /** Eight hexadecimal digits, the lowest byte first. */
    static String hexReversed(long value) {
        return hex(Integer.reverseBytes((int) value));
    }

    /** Six characters of base64 of the four bytes, the lowest first. */
    static String base64(long value) {
        byte[] bytes =
                ByteBuffer.allocate(4).putInt(Integer.reverseBytes((int) value)).array();
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Seven characters, zeros before. */
    static String base36(long value) {
        String digits = Long.toString(value, 36);
        return "0".repeat(7 - digits.length()) + digits;
    }

    /** Six characters, zeros before. */
    static String base62(long value) {
        char[] digits = new char[6];
        long rest = value;
        for (int i = 5; i >= 0; i--) {
            digits[i] = Alphabets.BASE62.charAt((int) (rest % 62));
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
